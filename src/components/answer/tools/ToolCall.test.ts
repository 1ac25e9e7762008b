import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import type { ToolPart } from '../../../core/types.ts'
import { mountWithTexts } from '../../base/mount.test-helper.ts'
import ToolCall from './ToolCall.vue'

enableAutoUnmount(afterEach)

function mountCall(call: Partial<ToolPart>, answering = false) {
  const toolPart = { type: 'tool', id: 't', name: 'search', args: '{"query":"foxes"}', ...call }
  return mountWithTexts(ToolCall, { props: { call: toolPart, answering } })
}

describe('ToolCall', () => {
  test.each([
    ['Running…', {}, true],
    ['No result', {}, false],
    ['Done', { output: { hits: 3 } }, true],
    ['Done', { output: '' }, false],
    ['Failed', { output: { error: 'No network' } }, false],
    ['Failed', { output: { isError: true, content: [] } }, false],
    ['Done', { output: { error: null, hits: 0 } }, false],
    ['Done', { state: 'output-available' }, false],
    ['Preparing…', { state: 'input-streaming', args: '{"query":' }, true],
    ['Running…', { state: 'input-streaming' }, true],
    ['Running…', { state: 'input-available', args: '' }, true],
    ['No result', { state: 'input-available' }, false],
    ['Waiting for approval', { state: 'approval-requested' }, false],
    ['Failed', { state: 'output-error', error: 'No network' }, true],
  ] as const)('shows “%s” for %j while answering is %j', (state, call, answering) => {
    const summary = mountCall(call, answering).get('summary').text()
    expect(summary).toContain('search')
    expect(summary).toContain(state)
  })

  test('folds its formatted arguments and result', () => {
    const view = mountCall({ output: { hits: [1, 2] } })
    expect(view.get('details').attributes('open')).toBeUndefined()
    const [args, output] = view.findAll('.box')
    expect(args?.get('h3').text()).toBe('Arguments')
    expect(args?.get('pre').text()).toBe('{\n  "query": "foxes"\n}')
    expect(output?.get('pre').text()).toBe('{\n  "hits": [\n    1,\n    2\n  ]\n}')
  })

  test('shows the beginning of a very long name', () => {
    const name = mountCall({ name: 'x'.repeat(100_000) })
      .get('.name')
      .text()
    expect(name).toHaveLength(200)
  })

  test('shows why the tool failed', () => {
    const view = mountCall({ state: 'output-error', error: 'No network' })
    const box = view.findAll('.box').at(-1)
    expect(box?.get('h3').text()).toBe('Error')
    expect(box?.get('pre').text()).toBe('No network')
  })

  test('shows incomplete arguments, and plain text unchanged', () => {
    const view = mountCall({ args: '{"query":"fo' }, true)
    expect(view.get('pre').text()).toBe('{"query":"fo')
    expect(mountCall({ output: '<b>Found</b>' }).text()).toContain('<b>Found</b>')
  })

  test('truncates a long result in a box that the keyboard can scroll', () => {
    const view = mountCall({ output: 'x'.repeat(60_000) })
    const box = view.findAll('pre').at(-1)
    expect(box?.attributes('tabindex')).toBe('0')
    expect(box?.text()).toHaveLength(50_001)
  })
})
