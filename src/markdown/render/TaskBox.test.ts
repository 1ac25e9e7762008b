import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, test } from 'vitest'
import { mountMarkdown } from '../mountMarkdown.test-helper.ts'

enableAutoUnmount(afterEach)

test('a task shows whether it is done, and cannot be changed', async () => {
  const wrapper = mountMarkdown('- [x] one\n- [ ] two\n- three\n', { streaming: false })
  const boxes = wrapper.findAll<HTMLInputElement>('input[type=checkbox]')
  expect(boxes.map(({ element }) => element.checked)).toEqual([true, false])
  expect(boxes.map((box) => box.attributes('aria-label'))).toEqual(['Done', 'Not done'])
  expect(boxes.every(({ element }) => element.disabled)).toBe(true)
  expect(wrapper.findAll('li').map((item) => item.text())).toEqual(['one', 'two', 'three'])

  await wrapper.setProps({ labels: { taskDone: 'Erledigt' } })
  expect(boxes[0]?.attributes('aria-label')).toBe('Erledigt')
})
