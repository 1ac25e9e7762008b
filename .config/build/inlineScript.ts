import { createHash } from 'node:crypto'
import { Script } from 'node:vm'

export interface InlineScript {
  readonly element: string
  /** Allows this script, and no other, in a content security policy. */
  readonly hash: string
}

/** Markup that would end the script within its page, or change where it ends. In a string it can be escaped. */
const HTML_MARKUP = /<(?=!--|\/?script)/gi

/**
 * Returns an element that embeds a classic script in a page.
 *
 * @throws SyntaxError if markup that HTML would parse occurs outside of the script's strings
 */
export function inlineScript(source: string): InlineScript {
  // Hash the text as the HTML parser passes it on: with `\n` as the only line end.
  const text = source.replace(/\r\n?/g, '\n').replace(HTML_MARKUP, '\\x3C')
  // Compile the script without running it.
  void new Script(text)
  const hash = createHash('sha256').update(text).digest('base64')
  return { element: `<script>${text}</script>`, hash: `'sha256-${hash}'` }
}
