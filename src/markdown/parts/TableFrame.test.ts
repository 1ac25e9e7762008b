import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { mountPart, partButton } from './mountPart.test-helper.ts'
import TableFrame from './TableFrame.vue'
import { toTabSeparated } from './toTabSeparated.ts'

enableAutoUnmount(afterEach)

const TABLE = `<table>
  <thead><tr><th>Name</th><th>Price</th></tr></thead>
  <tbody>
    <tr><td><strong>Green</strong> <em>tea</em></td><td>$2</td></tr>
    <tr><td>a\tb
      c</td><td></td></tr>
  </tbody>
</table>`

test('copying a table copies tab-separated rows, including the header', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const frame = mountPart(TableFrame, {}, { slots: { default: TABLE } })
  await partButton(frame, 'Copy table')?.trigger('click')
  await flushPromises()
  expect(write).toHaveBeenCalledExactlyOnceWith('Name\tPrice\nGreen tea\t$2\na b c\t')
  expect(frame.text()).toContain('Copied')
  vi.restoreAllMocks()
})

test('a wide table can be scrolled with the keyboard', () => {
  const frame = mountPart(TableFrame, {}, { slots: { default: TABLE } })
  expect(frame.get('table').element.parentElement?.tabIndex).toBe(0)
})

test('tabs and line endings inside a cell are copied as spaces', () => {
  const table = document.createElement('table')
  table.insertRow().insertCell().textContent = ' a\tb\n  c '
  expect(toTabSeparated(table)).toBe('a b c')
})

test('toTabSeparated() returns an empty string without a table', () => {
  expect(toTabSeparated(null)).toBe('')
})
