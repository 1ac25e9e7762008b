import type { Versions } from '../../../model/index.ts'
import type { PlacedMessage } from '../../storage/chatStorage.ts'

/**
 * The tree of a chat: maps the id of each message to the id of its parent, the message that it follows. The
 * parent of a message that begins the chat is null. The oldest message is the first entry, so that a
 * parent is before its children.
 */
export type MessageTree = ReadonlyMap<string, string | null>

/** @param placed - sorted by position */
export function treeOf(placed: readonly PlacedMessage[]): MessageTree {
  const tree = new Map<string, string | null>()
  let before: string | null = null
  for (const { parent, message } of placed) {
    // A parent that was removed, or that would make a cycle, does not count.
    const isValid = parent === null || (parent !== undefined && tree.has(parent))
    tree.set(message.id, isValid ? parent : before)
    before = message.id
  }
  return tree
}

/** Returns the ids from the beginning of the chat to a message; none if the message is not in the tree. */
export function pathTo(tree: MessageTree, id: string | null | undefined): readonly string[] {
  const path: string[] = []
  for (let next = id; next != null && tree.has(next); next = tree.get(next)) path.push(next)
  return path.toReversed()
}

/**
 * Returns the id of the last message of a branch that goes through a message. Of several branches, takes the one
 * that was viewed last, or else the newest one.
 *
 * @param viewedEnds - ends of the branches that were viewed, the most recent view last
 */
export function endOf(tree: MessageTree, id: string, viewedEnds: readonly string[] = []): string {
  const newestChild = new Map([...tree].map(([child, parent]) => [parent, child]))
  let end = viewedEnds.findLast((viewed) => pathTo(tree, viewed).includes(id)) ?? id
  for (let next = newestChild.get(end); next !== undefined; next = newestChild.get(end)) end = next
  return end
}

/** Returns the versions of the messages on a path, by message id; only of messages with more than one. */
export function versionsOn(
  tree: MessageTree,
  path: readonly string[],
): ReadonlyMap<string, Versions> {
  const children = new Map<string | null, string[]>()
  for (const [id, parent] of tree) children.set(parent, [...(children.get(parent) ?? []), id])
  const versions = new Map<string, Versions>()
  for (const id of path) {
    const ids = children.get(tree.get(id) ?? null) ?? []
    if (ids.length > 1) versions.set(id, { ids, index: ids.indexOf(id) })
  }
  return versions
}
