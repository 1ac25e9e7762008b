import { computed, shallowRef, type ComputedRef } from 'vue'
import type { ChatMessage } from '../../../core/index.ts'
import type { Versions } from '../../../model/index.ts'
import type { PlacedMessage } from '../../storage/chatStorage.ts'
import { isUnfinished } from '../../storage/rows/messageRow.ts'
import { endOf, pathTo, treeOf, versionsOn, type MessageTree } from './messageTree.ts'

/** A conversation that branches where a question was changed, or asked again: all of it, and what is shown of it. */
export interface Branches {
  /** Of the messages that are shown, those that have more than one version. */
  readonly versions: ComputedRef<ReadonlyMap<string, Versions>>
  /** The messages that are shown: one branch. */
  shown(): readonly ChatMessage[]
  /** The id of the last message that is shown. */
  leaf(): string | undefined
  /** Every message of every branch, in the order in which they were written. */
  all(): readonly ChatMessage[]
  /** As they are stored, but for their positions, which begin with 0. */
  placed(): readonly PlacedMessage[]
  parentOf(id: string): string | null
  /**
   * Takes the shown branch as it is now. What is new in it follows what is before it; what is no longer in it
   * stays, as a branch of its own, unless nothing came of it.
   */
  follow(branch: readonly ChatMessage[]): void
  /** Shows the branch that goes through a message, with all that follows. */
  open(id: string): readonly ChatMessage[]
  /** Shows what is before a message, and nothing after it. */
  openBefore(id: string): readonly ChatMessage[]
  /**
   * Takes a question out, with its answers; what followed them follows what was before. The branch that is shown
   * stays open as far as it is there.
   *
   * @returns brings them back, beside what was added since; to be called once
   */
  remove(questionId: string): () => readonly ChatMessage[]
  /**
   * Takes what is stored.
   *
   * @param messages - the stored messages, or better states of them
   * @param leaf - where to go if there is anything new; undefined stays in the branch that is shown
   */
  replace(
    stored: readonly PlacedMessage[],
    messages: readonly ChatMessage[],
    leaf: string | undefined,
  ): readonly ChatMessage[]
}

/**
 * @param saved - as it is stored
 * @param messages - the same messages, or better states of them
 * @param leaf - of the branch to be shown. An answer without an end goes before: it will go on.
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
  /** The ends of the branches that were looked at. */
  let looked: readonly string[] = []

  function showTo(id: string | null | undefined): readonly ChatMessage[] {
    const byId = new Map(all.map((message) => [message.id, message]))
    const path = pathTo(tree.value, id)
      .map((one) => byId.get(one))
      .filter((message) => message !== undefined)
    const isSame = path.length === shown.length && path.every((one, index) => one === shown[index])
    if (!isSame) shown = path
    end.value = shown.at(-1)?.id
    return shown
  }

  function open(id: string | undefined): readonly ChatMessage[] {
    if (end.value !== undefined) looked = [...looked.filter((one) => one !== end.value), end.value]
    const known = id !== undefined && tree.value.has(id) ? id : all.at(-1)?.id
    return showTo(known && endOf(tree.value, known, looked))
  }

  function add(message: ChatMessage, parent: string | null): void {
    all = [...all, message]
    tree.value = new Map([...tree.value, [message.id, parent]])
  }

  function drop(id: string): void {
    all = all.filter((message) => message.id !== id)
    tree.value = new Map([...tree.value].filter(([one]) => one !== id))
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
    const left = shown.slice(start).filter(({ id }) => !ids.has(id))
    // From the end, so that nothing follows what goes.
    for (const message of left.toReversed()) {
      const isFollowed = [...tree.value.values()].includes(message.id)
      if (isEmpty(message) && !isFollowed) drop(message.id)
    }
    shown = branch
    end.value = branch.at(-1)?.id
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
    open,
    openBefore: (id) => (tree.value.has(id) ? showTo(tree.value.get(id)) : shown),
    remove(id) {
      const before = { all, tree: tree.value, end: end.value }
      const answers = all.filter(({ id: one, role }) => role !== 'user' && parentOf(one) === id)
      const gone = new Set<string | null>([id, ...answers.map((answer) => answer.id)])
      const above = parentOf(id)
      all = all
        .filter((message) => !gone.has(message.id))
        .map((message) =>
          // Another object, so that it is written anew: what it follows is stored with it.
          gone.has(parentOf(message.id)) ? { ...message } : message,
        )
      tree.value = new Map(
        [...tree.value]
          .filter(([one]) => !gone.has(one))
          .map(([one, parent]) => [one, gone.has(parent) ? above : parent]),
      )
      open(shown.findLast((message) => !gone.has(message.id))?.id)
      return () => putBack(before)
    },
    replace(stored, better, next) {
      const isNew = stored.some(({ message }) => !tree.value.has(message.id))
      tree.value = treeOf(stored)
      all = better
      const own = shown.findLast(({ id }) => tree.value.has(id))?.id
      return open(isNew && next !== undefined ? (all.findLast(isUnfinished)?.id ?? next) : own)
    },
  }

  function parentOf(id: string): string | null {
    return tree.value.get(id) ?? null
  }

  function putBack(before: {
    readonly all: readonly ChatMessage[]
    readonly tree: MessageTree
    readonly end: string | undefined
  }): readonly ChatMessage[] {
    const here = new Map(all.map((message) => [message.id, message]))
    const added = all.filter(({ id }) => !before.tree.has(id))
    const known = before.all.map((message) => {
      const now = here.get(message.id) ?? message
      return parentOf(message.id) === before.tree.get(message.id) ? now : { ...now }
    })
    const places = added.map(({ id }): [string, string | null] => [id, parentOf(id)])
    tree.value = new Map([...before.tree, ...places])
    all = [...known, ...added]
    return open(before.end)
  }
}

/** Nothing came of it: another answer takes its place, and nothing is lost with it. */
function isEmpty({ role, parts, refusal }: ChatMessage): boolean {
  return role === 'assistant' && parts.length === 0 && !refusal
}
