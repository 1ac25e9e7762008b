import { computed, shallowRef, type ComputedRef } from 'vue'
import type { ChatMessage } from '../../../core/index.ts'
import type { Versions } from '../../../model/index.ts'
import type { PlacedMessage } from '../../storage/chatStorage.ts'
import { isUnfinished } from '../../storage/rows/messageRow.ts'
import { endOf, pathTo, treeOf, versionsOn } from './messageTree.ts'
import { type BranchedMessages, withoutTurn, withTurnRestored } from './turnRemoval.ts'

/**
 * The branches of a chat: every edited question and every regenerated answer begins a new one. One branch is
 * shown.
 */
export interface Branches {
  /** The versions of the shown messages, by message id; only of messages with more than one. */
  readonly versions: ComputedRef<ReadonlyMap<string, Versions>>
  /** Returns the messages of the shown branch. */
  shown(): readonly ChatMessage[]
  /** Returns the id of the last message of the shown branch. */
  leaf(): string | undefined
  /** Returns the messages of all branches, the oldest first. */
  all(): readonly ChatMessage[]
  /** Returns the messages of all branches as they are stored, but with positions that count from 0. */
  placed(): readonly PlacedMessage[]
  /** Returns the id of the message that a message follows; null if it begins the chat. */
  parentOf(id: string): string | null
  /**
   * Takes over the current state of the shown branch. A new message follows the message before it. A message
   * that is gone stays in a separate branch, unless it is an answer without content.
   */
  follow(branch: readonly ChatMessage[]): void
  /** Takes over the shown branch after one of its messages got a new state, without comparing the others. */
  update(branch: readonly ChatMessage[], message: ChatMessage): void
  /** Shows the branch that goes through a message, with everything that follows it. */
  open(id: string): readonly ChatMessage[]
  /** Shows the messages before a message, without that message and everything after it. */
  openBefore(id: string): readonly ChatMessage[]
  /**
   * Removes a question with its answers. The messages after them then follow the message before the question.
   * The shown branch stays open, as far as its messages are still there.
   *
   * @returns a function that brings them back, beside the messages that were added since; call it only once
   */
  remove(questionId: string): () => readonly ChatMessage[]
  /**
   * Replaces all messages by the stored ones.
   *
   * @param messages - the stored messages, or newer states of them
   * @param leaf - the last message of the branch to open if a stored message is new; undefined keeps the shown
   * branch
   */
  replace(
    stored: readonly PlacedMessage[],
    messages: readonly ChatMessage[],
    leaf: string | undefined,
  ): readonly ChatMessage[]
}

/**
 * @param saved - the messages as they are stored
 * @param messages - the same messages, or newer states of them
 * @param leaf - the last message of the branch to show. A branch with an unfinished answer takes precedence, as
 * that answer will continue.
 */
export function createBranches(
  saved: readonly PlacedMessage[],
  messages: readonly ChatMessage[],
  leaf: string | undefined,
): Branches {
  const tree = shallowRef(treeOf(saved))
  const end = shallowRef<string>()
  let all = messages
  let shown: readonly ChatMessage[] = []
  /** Ends of the branches that were viewed, the most recent view last. */
  let viewedEnds: readonly string[] = []

  /** Shows the branch up to a message. */
  function showUpTo(id: string | null | undefined): readonly ChatMessage[] {
    const byId = new Map(all.map((message) => [message.id, message]))
    const path = pathTo(tree.value, id)
      .map((messageId) => byId.get(messageId))
      .filter((message) => message !== undefined)
    const isSame =
      path.length === shown.length && path.every((message, index) => message === shown[index])
    if (!isSame) shown = path
    end.value = shown.at(-1)?.id
    return shown
  }

  function open(id: string | undefined): readonly ChatMessage[] {
    if (end.value !== undefined) {
      viewedEnds = [...viewedEnds.filter((viewed) => viewed !== end.value), end.value]
    }
    const target = id !== undefined && tree.value.has(id) ? id : all.at(-1)?.id
    return showUpTo(target && endOf(tree.value, target, viewedEnds))
  }

  function add(message: ChatMessage, parent: string | null): void {
    all = [...all, message]
    tree.value = new Map([...tree.value, [message.id, parent]])
  }

  function parentOf(id: string): string | null {
    return tree.value.get(id) ?? null
  }

  function set(messages: BranchedMessages): void {
    all = messages.all
    tree.value = messages.tree
  }

  function drop(id: string): void {
    all = all.filter((message) => message.id !== id)
    tree.value = new Map([...tree.value].filter(([messageId]) => messageId !== id))
  }

  function follow(branch: readonly ChatMessage[]): void {
    let start = 0
    while (start < branch.length && branch[start] === shown[start]) start += 1
    for (const [offset, message] of branch.slice(start).entries()) {
      const index = all.findLastIndex(({ id }) => id === message.id)
      if (index !== -1) all = all.with(index, message)
      else add(message, branch[start + offset - 1]?.id ?? null)
    }
    const ids = new Set(branch.slice(start).map(({ id }) => id))
    const gone = shown.slice(start).filter(({ id }) => !ids.has(id))
    // Backward, so that a message whose last child was dropped can be dropped as well.
    for (const message of gone.toReversed()) {
      const hasChildren = [...tree.value.values()].includes(message.id)
      if (isEmptyAnswer(message) && !hasChildren) drop(message.id)
    }
    shown = branch
    end.value = branch.at(-1)?.id
  }

  function update(branch: readonly ChatMessage[], message: ChatMessage): void {
    const index = all.findLastIndex(({ id }) => id === message.id)
    if (index === -1) return follow(branch)
    all = all.with(index, message)
    shown = branch
  }

  open(messages.findLast(isUnfinished)?.id ?? leaf)

  return {
    versions: computed(() => versionsOn(tree.value, pathTo(tree.value, end.value))),
    shown: () => shown,
    leaf: () => end.value,
    all: () => all,
    placed: () =>
      all.map((message, position) => ({ position, parent: parentOf(message.id), message })),
    parentOf,
    follow,
    update,
    open,
    openBefore: (id) => (tree.value.has(id) ? showUpTo(tree.value.get(id)) : shown),
    remove(questionId) {
      const before = { all, tree: tree.value }
      const endBefore = end.value
      set(withoutTurn(before, questionId))
      open(shown.findLast(({ id }) => tree.value.has(id))?.id)
      return () => {
        set(withTurnRestored(before, { all, tree: tree.value }))
        return open(endBefore)
      }
    },
    replace(stored, newer, leaf) {
      const isNew = stored.some(({ message }) => !tree.value.has(message.id))
      tree.value = treeOf(stored)
      all = newer
      const lastShown = shown.findLast(({ id }) => tree.value.has(id))?.id
      const newest = leaf === undefined ? undefined : (all.findLast(isUnfinished)?.id ?? leaf)
      return open(isNew ? (newest ?? lastShown) : lastShown)
    },
  }
}

/** Returns whether a message is an answer without content. Replacing it by another answer loses nothing. */
function isEmptyAnswer({ role, parts, refusal }: ChatMessage): boolean {
  return role === 'assistant' && parts.length === 0 && !refusal
}
