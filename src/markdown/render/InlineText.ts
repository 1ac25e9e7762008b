import type { Token } from 'markdown-it'
import { defineComponent, h, type FunctionalComponent } from 'vue'
import { useDocument, type DocumentContext } from './documentContext.ts'
import FootnoteReference from './FootnoteReference.vue'
import { growLastText } from './growLastText.ts'
import { toNodes, type Nodes } from './inlineNodes.ts'

export interface InlineTextProps {
  /** The Markdown source of a paragraph, a heading or a cell. */
  text: string
  /** Whether its end has not arrived. */
  open?: boolean
  /** The element around it. Paragraphs of a tight list have none. */
  tag?: string | undefined
}

/**
 * From this length on, an open text is not parsed at every update. Its new end stays plain until the text has grown
 * more.
 */
const MAX_REPARSED_LENGTH = 4096
const REPARSE_GROWTH = 1.1

/** Renders a text with its emphasis, links and other inline content. */
export const InlineText = defineComponent<InlineTextProps>(
  (props) => {
    const { stream, parts } = useDocument()
    let parsedText = ''
    let tokens: readonly Token[] = []

    function toNodesWithPlainEnd(text: string): Nodes {
      const isOutgrown = text.length > parsedText.length * REPARSE_GROWTH
      if (isOutgrown || !text.startsWith(parsedText)) {
        tokens = stream.parseInline(text)
        parsedText = text
      }
      // With the same tokens, Vue does not render the parsed part again.
      return [h(ParsedText, { tokens, parts: parts.value }), text.slice(parsedText.length)]
    }

    return () => {
      const { text, open = false, tag } = props
      const nodes =
        open && text.length > MAX_REPARSED_LENGTH && !stream.isCutOff
          ? toNodesWithPlainEnd(text)
          : toInlineNodes(stream.parseInline(text, open), parts.value)
      return growLastText(tag === undefined ? nodes : h(tag, nodes))
    }
  },
  { name: 'InlineText', props: ['text', 'open', 'tag'] },
)

type Parts = DocumentContext['parts']['value']

const toInlineNodes = (tokens: readonly Token[], { formula, image }: Parts): Nodes =>
  toNodes(tokens, { formula, image, footnoteReference: FootnoteReference })

const ParsedText: FunctionalComponent<{ tokens: readonly Token[]; parts: Parts }> = ({
  tokens,
  parts,
}) => toInlineNodes(tokens, parts)
ParsedText.props = ['tokens', 'parts']
