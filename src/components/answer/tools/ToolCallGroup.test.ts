import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import type { ToolPart } from '../../../core/types.ts'
import { findButton, getButton, mountWithTexts } from '../../base/mount.test-helper.ts'
import ToolCallGroup from './ToolCallGroup.vue'

enableAutoUnmount(afterEach)

function mountGroup(count: number, rest: Partial<ToolPart> = {}, answering = false) {
  const calls = Array.from({ length: count }, (_, index) => ({
    type: 'tool',
    id: `c${index}`,
    name: 'search',
    args: '{}',
    ...rest,
  }))
  return mountWithTexts(ToolCallGroup, { props: { calls, answering } })
}

describe('ToolCallGroup', () => {
  test('shows the number of calls, and the state of the last one', () => {
    const summary = mountGroup(1234, {}, true).get('summary').text()
    expect(summary).toContain('1,234 more tool calls')
    expect(summary).toContain('Running…')
    expect(mountGroup(1, { state: 'output-error' }).get('summary').text()).toBe(
      '1 more tool callFailed',
    )
  })

  test('draws no call before it is opened, and then 50 with each click', async () => {
    const view = mountGroup(120)
    expect(view.findAll('.tool-call')).toHaveLength(0)
    const details = view.get('details')
    details.element.open = true
    await details.trigger('toggle')
    expect(view.findAll('.tool-call')).toHaveLength(50)
    await getButton(view, 'Show 50 more of 70').trigger('click')
    await getButton(view, 'Show 20 more of 20').trigger('click')
    expect(view.findAll('.tool-call')).toHaveLength(120)
    expect(findButton(view, 'Show 20 more of 20')).toBeUndefined()
  })

  test('keeps the focus inside when the last click removes the button', async () => {
    const view = mountGroup(60)
    const details = view.get('details')
    details.element.open = true
    await details.trigger('toggle')
    await getButton(view, 'Show 10 more of 10').trigger('click')
    expect(document.activeElement).toBe(view.get('.calls').element)
  })
})
