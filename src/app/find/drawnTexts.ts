import { textGroups, type TextGroup } from '../i18n/textGroups.ts'

/** What is drawn around a text and is none of it, or is no text: see `markdownTexts`. */
const UNREAD = 'figcaption, .formula, .diagram, .remote-image, [role="doc-endnotes"] > .heading'

/** What was read of an element. */
export type ReadGroups = WeakMap<Element, readonly TextGroup[]>

/**
 * What a message says where it is drawn, block by block, without its controls, thoughts and sources.
 *
 * @param known - what was read before of its parts, which are as they were then
 */
export function drawnTexts(
  message: Element,
  known: ReadGroups = new WeakMap(),
): readonly TextGroup[] {
  return partsOf(message).flatMap((part) => {
    const groups = known.get(part) ?? read(part)
    known.set(part, groups)
    return groups
  })
}

/** Of a long answer its pages, of which one grows at a time. */
function partsOf(message: Element): readonly Element[] {
  return [...message.querySelectorAll('[data-words]')].flatMap((root) =>
    root.matches('.stream-markdown') ? [...root.children].flatMap(pagesOf) : [root],
  )
}

function pagesOf(child: Element): readonly Element[] {
  return child.matches('.stream-markdown-sheet') ? [...child.children] : [child]
}

function read(part: Element): readonly TextGroup[] {
  const isMarkdown = part.closest('.stream-markdown') !== null
  return textGroups(part, UNREAD).map((group) =>
    isMarkdown && group.block.closest('pre') === null ? withoutBreaks(group) : group,
  )
}

/** Lines of it end where there is no more room, and not where they end in the source. */
function withoutBreaks(group: TextGroup): TextGroup {
  return { ...group, text: group.text.replaceAll('\n', ' ') }
}
