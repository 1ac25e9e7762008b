import type { Versions } from '../../../model/index.ts'
import type { PlacedMessage } from '../../storage/chatStorage.ts'

/**
 * Which message each one follows, by their ids; null where it begins the conversation. In the order in which
 * they were written, so that a message comes after the one that it follows.
 */
export type MessageTree = ReadonlyMap<string, string | null>

/** @param placed - in their order */
export function treeOf(placed: readonly PlacedMessage[]): MessageTree {
  const tree = new Map<string, string | null>()
  let before: string | null = null
  for (const { parent, message } of placed) {
    // One that is gone, or that would make a circle, holds nothing.
    const isThere = parent === null || (parent !== undefined && tree.has(parent))
    tree.set(message.id, isThere ? parent : before)
    before = message.id
  }
  return tree
}

/** The ids from the beginning of the conversation to a message; none where it is unknown. */
export function pathTo(tree: MessageTree, id: string | null | undefined): readonly string[] {
  const path: string[] = []
  for (let one = id; one != null && tree.has(one); one = tree.get(one)) path.push(one)
  return path.toReversed()
}

/**
 * The end of a branch that goes through a message: of several, the one that was looked at last, or else the
 * newest.
 *
 * @param looked - ends of branches, the one that was looked at last being the last
 */
export function endOf(tree: MessageTree, id: string, looked: readonly string[] = []): string {
  const newest = new Map([...tree].map(([child, parent]) => [parent, child]))
  let end = looked.findLast((one) => pathTo(tree, one).includes(id)) ?? id
  for (let next = newest.get(end); next !== undefined; next = newest.get(end)) end = next
  return end
}

/** The versions of those messages on a path that have more than one. */
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
