/** Group of a list that is sorted by date. Each group is one of these, or a month. */
export type Period = 'pinned' | 'today' | 'yesterday' | 'week' | 'month'

/** Chats under one heading. A month is identified by any time in it, in milliseconds since 1970. */
export interface ChatGroup<Chat> {
  readonly key: string
  readonly period: Period | number
  readonly chats: readonly Chat[]
}

interface Dated {
  /** Time of the last question, in milliseconds since 1970. */
  readonly askedAt: number
  readonly pinned: boolean
}

const DAY = 86_400_000

/** Returns the number of a time's local calendar day. Days of 23 and 25 hours count as one day. */
function dayNumberOf(time: number): number {
  const date = new Date(time)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY
}

/**
 * Groups chats by date, pinned chats first. Keeps the order within each group.
 *
 * @param chats - the newest first
 * @param today - any time of the current day, in milliseconds since 1970
 */
export function groupChats<Chat extends Dated>(
  chats: readonly Chat[],
  today: number,
): readonly ChatGroup<Chat>[] {
  const groups = new Map<string, { key: string; period: Period | number; chats: Chat[] }>()
  const ordered = [
    ...chats.filter(({ pinned }) => pinned),
    ...chats.filter(({ pinned }) => !pinned),
  ]
  for (const chat of ordered) {
    const period = chat.pinned ? 'pinned' : periodOf(chat.askedAt, today)
    const key = typeof period === 'number' ? monthOf(period) : period
    const group = groups.get(key)
    if (group) group.chats.push(chat)
    else groups.set(key, { key, period, chats: [chat] })
  }
  return [...groups.values()]
}

function periodOf(time: number, today: number): Period | number {
  const daysAgo = dayNumberOf(today) - dayNumberOf(time)
  // A time in the future means that a clock was ahead. It gets no separate heading.
  if (daysAgo <= 0) return 'today'
  if (daysAgo === 1) return 'yesterday'
  if (daysAgo <= 7) return 'week'
  return daysAgo <= 30 ? 'month' : time
}

function monthOf(time: number): string {
  const date = new Date(time)
  return `${date.getFullYear()}-${date.getMonth()}`
}
