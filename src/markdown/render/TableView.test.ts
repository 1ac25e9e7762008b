import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { CHUNK_SIZE } from '../chunks.ts'
import { mountMarkdown, recordMutations } from '../mountMarkdown.test-helper.ts'

enableAutoUnmount(afterEach)

const HEAD = '| a | b | c | d |\n| :- | :-: | -: | - |\n'
const ROW = '| 1 | *2* | 3 | 4 |\n'

describe('a table', () => {
  test('has a header, and aligns its cells as specified', () => {
    const wrapper = mountMarkdown(HEAD + ROW, { streaming: false })
    const alignments = (cells: string) =>
      wrapper.findAll(cells).map((cell) => cell.attributes('align'))
    expect(alignments('thead th')).toEqual(['left', 'center', 'right', undefined])
    expect(alignments('tbody td')).toEqual(['left', 'center', 'right', undefined])
    expect(wrapper.get('td em').text()).toBe('2')
  })

  test('has no body before its first row', () => {
    const wrapper = mountMarkdown(HEAD)
    expect(wrapper.findAll('th')).toHaveLength(4)
    expect(wrapper.find('tbody').exists()).toBe(false)
  })

  test('closes open marks in the growing row, and shows them as text in the others', async () => {
    const row = '| 1 | **2 | 3 | 4 |\n'
    const wrapper = mountMarkdown(`${HEAD}${row}| 5 | **6`)
    const texts = () => wrapper.findAll('td:nth-child(2)').map((cell) => cell.text())
    expect(texts()).toEqual(['**2', '6'])
    await wrapper.setProps({ streaming: false })
    expect(texts()).toEqual(['**2', '**6'])
  })

  test('closes open marks in the header while it grows', async () => {
    const wrapper = mountMarkdown('| **a')
    expect(wrapper.get('th').text()).toBe('a')
    await wrapper.setProps({ text: '| **a** | b' })
    expect(wrapper.findAll('th').map((cell) => cell.text())).toEqual(['a', 'b'])
  })

  test('keeps its rows when one is added to the same chunk or the next', async () => {
    const wrapper = mountMarkdown(HEAD + ROW.repeat(CHUNK_SIZE - 1))
    for (const count of [CHUNK_SIZE, CHUNK_SIZE + 1, CHUNK_SIZE + 2]) {
      const rows = wrapper.findAll('tr').map(({ element }) => element)
      const mutations = recordMutations(wrapper.element)
      await wrapper.setProps({ text: HEAD + ROW.repeat(count) })
      const now = wrapper.findAll('tr').map(({ element }) => element)
      expect(now).toHaveLength(count + 1)
      expect(rows.every((row, index) => row === now[index])).toBe(true)
      expect(mutations.take().flatMap(({ removedNodes }) => [...removedNodes])).toEqual([])
    }
  })
})
