import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import ChatSidebar from './ChatSidebar.vue'
import { getButton, mountWithTexts } from './mount.test-helper.ts'

enableAutoUnmount(afterEach)

const chats = [
  { id: 'a', title: 'A story', isRunning: true },
  { id: 'b', title: 'A table', isRunning: false },
]
const mountSidebar = () => mountWithTexts(ChatSidebar, { props: { chats, activeId: 'b' } })

describe('the sidebar', () => {
  it('is the navigation of chats', () => {
    expect(mountSidebar().get('nav').attributes('aria-label')).toBe('Chats')
  })

  it('marks the chat that is open, and those that are answering', () => {
    const [first, second] = mountSidebar().findAll('li')
    expect(first?.find('[aria-current]').exists()).toBe(false)
    expect(first?.text()).toContain('Answering')
    expect(second?.get('[aria-current=page]').text()).toBe('A table')
    expect(second?.text()).not.toContain('Answering')
  })

  it('opens, deletes and begins chats', async () => {
    const sidebar = mountSidebar()
    await getButton(sidebar, 'A table').trigger('click')
    await getButton(sidebar, 'Delete “A story”').trigger('click')
    await getButton(sidebar, 'New chat').trigger('click')
    expect(sidebar.emitted()).toMatchObject({ open: [['b']], remove: [['a']], newChat: [[]] })
  })
})
