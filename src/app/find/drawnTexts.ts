import { textGroups, type TextGroup } from '../i18n/textGroups.ts'

/** Elements that are not part of the text, or not text at all: see `markdownTexts`. */
const EXCLUDED = 'figcaption, .formula, .diagram, .remote-image, [role="doc-endnotes"] > .heading'

/** The texts of elements that were read already. */
export type GroupCache = WeakMap<Element, readonly TextGroup[]>

/**
 * Returns the text of a drawn message, block by block, without its controls, reasoning and sources.
 *
 * @param cache - the texts of parts that have not changed since they were read
 */
export function drawnTexts(
  message: Element,
  cache: GroupCache = new WeakMap(),
): readonly TextGroup[] {
  return partsOf(message).flatMap((part) => {
    const groups = cache.get(part) ?? readPart(part)
    cache.set(part, groups)
    return groups
  })
}

/** Returns the parts of a message that change separately: a long answer is drawn in pages, and only one page grows. */
function partsOf(message: Element): readonly Element[] {
  return [...message.querySelectorAll('[data-words]')].flatMap((root) =>
    root.matches('.stream-markdown') ? [...root.children].flatMap(pagesOf) : [root],
  )
}

function pagesOf(child: Element): readonly Element[] {
  return child.matches('.stream-markdown-sheet') ? [...child.children] : [child]
}

function readPart(part: Element): readonly TextGroup[] {
  const isMarkdown = part.closest('.stream-markdown') !== null
  return textGroups(part, EXCLUDED).map((group) =>
    isMarkdown && group.block.closest('pre') === null ? joinLines(group) : group,
  )
}

/** Joins the lines of a paragraph: on the page it wraps by width, whatever the line breaks of the source. */
function joinLines(group: TextGroup): TextGroup {
  return { ...group, text: group.text.replaceAll('\n', ' ') }
}
