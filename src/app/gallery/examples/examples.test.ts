import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { speaking } from '../../i18n/i18n.test-helper.ts'
import ExampleStage from '../ExampleStage.vue'
import { examples } from './index.ts'

enableAutoUnmount(afterEach)

const all = Object.values(examples).flat()

describe('the gallery', () => {
  it('shows every component, and each of them once', () => {
    const components = readdirSync('src/components', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.vue'))
      .map((name) => basename(name))
    const shown = all.map(({ name }) => `${name}.vue`)
    expect(shown.toSorted()).toEqual(components.toSorted())
  })

  describe('draws', () => {
    beforeEach(() => {
      vi.spyOn(console, 'warn').mockImplementation((...words) => {
        throw new Error(words.join(' '))
      })
    })
    afterEach(() => void vi.restoreAllMocks())

    it.each(all)('$name in all its states', async (example) => {
      for (const state of Object.keys(example.states)) {
        const stage = mount(ExampleStage, {
          props: { example, state },
          attachTo: document.body,
          global: { plugins: [speaking()] },
        })
        if (example.shown === 'opened') await stage.get('button').trigger('click')
        expect(stage.text()).toContain(state)
        stage.unmount()
      }
    })
  })
})
