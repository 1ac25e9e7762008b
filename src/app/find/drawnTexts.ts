import { textGroups, type TextGroup } from '../textGroups.ts'

/** What is drawn around a text and is none of it, or is no text: see `markdownTexts`. */
const UNREAD = 'figcaption, .formula, .diagram, .remote-image, [role="doc-endnotes"] > .heading'

/** What a message says where it is drawn, block by block, without its controls, thoughts and sources. */
export function drawnTexts(message: Element): readonly TextGroup[] {
  return [...message.querySelectorAll('[data-words]')].flatMap((root) =>
    textGroups(root, UNREAD).map((group) =>
      isFlowing(group, root) ? withoutBreaks(group) : group,
    ),
  )
}

/** Lines end where there is no more room, and not where they end in the source. */
function isFlowing({ block }: TextGroup, root: Element): boolean {
  return root.matches('.stream-markdown') && block.closest('pre') === null
}

function withoutBreaks(group: TextGroup): TextGroup {
  return { ...group, text: group.text.replaceAll('\n', ' ') }
}
