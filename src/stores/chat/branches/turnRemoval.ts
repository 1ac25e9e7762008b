import type { ChatMessage } from '../../../core/index.ts'
import type { MessageTree } from './messageTree.ts'

/** The messages of all branches, and the tree that they form. */
export interface BranchedMessages {
  readonly all: readonly ChatMessage[]
  readonly tree: MessageTree
}

// A message that gets another parent becomes a new object, so that storage writes it again, with its parent.

/** Removes a question with its answers. The messages after them then follow the message before the question. */
export function withoutTurn({ all, tree }: BranchedMessages, questionId: string): BranchedMessages {
  const answers = all.filter(({ id, role }) => role !== 'user' && tree.get(id) === questionId)
  const removed = new Set<string | null>([questionId, ...answers.map(({ id }) => id)])
  const parentOfQuestion = tree.get(questionId) ?? null
  const isOrphan = (id: string) => removed.has(tree.get(id) ?? null)
  return {
    all: all
      .filter(({ id }) => !removed.has(id))
      .map((message) => (isOrphan(message.id) ? { ...message } : message)),
    tree: new Map(
      [...tree]
        .filter(([id]) => !removed.has(id))
        .map(([id, parent]) => [id, removed.has(parent) ? parentOfQuestion : parent]),
    ),
  }
}

/**
 * Brings back a removed turn.
 *
 * @param before the messages before the removal
 * @param current the messages as they are now: those that were added since are kept
 */
export function withTurnRestored(
  before: BranchedMessages,
  current: BranchedMessages,
): BranchedMessages {
  const currentById = new Map(current.all.map((message) => [message.id, message]))
  const parentOf = (id: string) => current.tree.get(id) ?? null
  const added = current.all.filter(({ id }) => !before.tree.has(id))
  const restored = before.all.map((message) => {
    const latest = currentById.get(message.id) ?? message
    return parentOf(message.id) === before.tree.get(message.id) ? latest : { ...latest }
  })
  const parents = added.map(({ id }): [string, string | null] => [id, parentOf(id)])
  return { all: [...restored, ...added], tree: new Map([...before.tree, ...parents]) }
}
