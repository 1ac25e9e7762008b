import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestTexts } from '../../i18n/i18n.test-helper.ts'
import ExampleStage from '../ExampleStage.vue'
import { examples } from './index.ts'

enableAutoUnmount(afterEach)

const allExamples = Object.values(examples).flat()

describe('gallery', () => {
  test('shows every component exactly once', () => {
    const paths = Object.keys(import.meta.glob('../../../components/**/*.vue'))
    const components = paths.map((path) => path.slice(path.lastIndexOf('/') + 1))
    expect(components.length).toBeGreaterThan(50)
    const shown = allExamples.map(({ name }) => `${name}.vue`)
    expect(shown.toSorted()).toEqual(components.toSorted())
  })

  describe('draws without warnings', () => {
    beforeEach(() => {
      vi.spyOn(console, 'warn').mockImplementation((...messages) => {
        throw new Error(messages.join(' '))
      })
    })
    afterEach(() => void vi.restoreAllMocks())

    test.each(allExamples)('$name in all states', async (example) => {
      for (const state of Object.keys(example.states)) {
        const stage = mount(ExampleStage, {
          props: { example, state },
          attachTo: document.body,
          global: { plugins: [createTestTexts()] },
        })
        if (example.shown === 'opened') await stage.get('button').trigger('click')
        expect(stage.text()).toContain(state)
        stage.unmount()
      }
    })
  })
})
