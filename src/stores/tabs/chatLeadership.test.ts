import { expect, test, vi } from 'vitest'
import { createChatLeadership } from './chatLeadership.ts'
import { fakeLocks } from './locks.test-helper.ts'

function tab(chatId = 'chat') {
  const onLead = vi.fn()
  return { ...createChatLeadership(chatId, onLead), onLead }
}

test('one tab leads, and another follows until that one gives up', async () => {
  fakeLocks()
  const [one, other] = [tab(), tab()]
  expect(await one.take()).toBe(true)
  expect(await other.take()).toBe(false)
  expect([one.isLeading(), other.isLeading()]).toEqual([true, false])
  expect(other.onLead).not.toHaveBeenCalled()

  one.giveUp()
  await vi.waitFor(() => expect(other.onLead).toHaveBeenCalledOnce())
  expect(other.isLeading()).toBe(true)
  expect(one.isLeading()).toBe(false)
})

test('taking twice is taking once', async () => {
  fakeLocks()
  const one = tab()
  expect(await Promise.all([one.take(), one.take()])).toEqual([true, true])
  expect(await one.take()).toBe(true)
  expect(one.onLead).not.toHaveBeenCalled()
})

test('a tab that follows already does not jump the queue of itself', async () => {
  fakeLocks()
  const [one, other] = [tab(), tab()]
  await one.take()
  other.follow()
  other.follow()
  expect(await other.take()).toBe(false)
  one.giveUp()
  await vi.waitFor(() => expect(other.isLeading()).toBe(true))
  expect(other.onLead).toHaveBeenCalledOnce()
})

test('the end gives the lock back, and ends the wait for it', async () => {
  const { held } = fakeLocks()
  const [one, other, third] = [tab(), tab(), tab()]
  await one.take()
  other.follow()
  third.follow()
  other.dispose()
  one.dispose()
  await vi.waitFor(() => expect(third.isLeading()).toBe(true))
  expect(other.onLead).not.toHaveBeenCalled()
  third.dispose()
  await vi.waitFor(() => expect(held()).toEqual([]))
})

test('chats have leads of their own', async () => {
  fakeLocks()
  expect(await tab('a').take()).toBe(true)
  expect(await tab('b').take()).toBe(true)
})

test('without locks a tab is alone for all it knows', async () => {
  const one = tab()
  expect(await one.take()).toBe(true)
  one.giveUp()
  expect(one.isLeading()).toBe(false)
})
