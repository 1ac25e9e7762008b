import { expect, test, vi } from 'vitest'
import { createChatLeadership } from './chatLeadership.ts'
import { fakeLocks } from './locks.test-helper.ts'

function tab(chatId = 'chat') {
  const onLead = vi.fn()
  return { ...createChatLeadership(chatId, onLead), onLead }
}

test('one tab leads, and another one follows until the leader gives up', async () => {
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

test('take() twice takes the lead once', async () => {
  fakeLocks()
  const one = tab()
  expect(await Promise.all([one.take(), one.take()])).toEqual([true, true])
  expect(await one.take()).toBe(true)
  expect(one.onLead).not.toHaveBeenCalled()
})

test('take() returns false while the tab waits for the lead', async () => {
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

test('dispose() releases the lock and stops waiting for it', async () => {
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

test('each chat has its own leader', async () => {
  fakeLocks()
  expect(await tab('a').take()).toBe(true)
  expect(await tab('b').take()).toBe(true)
})

test('take() always succeeds if the browser has no locks', async () => {
  const one = tab()
  expect(await one.take()).toBe(true)
  one.giveUp()
  expect(one.isLeading()).toBe(false)
})
