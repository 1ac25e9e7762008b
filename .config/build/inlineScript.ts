import { createHash } from 'node:crypto'
import { Script } from 'node:vm'

export interface InlineScript {
  readonly element: string
  /** What lets it run in a content security policy, and no other one. */
  readonly hash: string
}

/** These would end the script within its page, or change where it ends; in what is quoted they can be written so. */
const READ_BY_HTML = /<(?=!--|\/?script)/gi

/**
 * Puts a classic script into a page.
 *
 * @throws SyntaxError where a sign that HTML would read stands in the script's own words
 */
export function inlineScript(source: string): InlineScript {
  // The hash is that of the text as HTML gives it on: it knows one line end alone.
  const text = source.replace(/\r\n?/g, '\n').replace(READ_BY_HTML, '\\x3C')
  // Is compiled, and not run.
  void new Script(text)
  const hash = createHash('sha256').update(text).digest('base64')
  return { element: `<script>${text}</script>`, hash: `'sha256-${hash}'` }
}
