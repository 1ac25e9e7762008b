import type { Token } from 'markdown-it'
import { defineComponent, h, type FunctionalComponent } from 'vue'
import { useDocument, type DocumentContext } from './documentContext.ts'
import FootnoteReference from './FootnoteReference.vue'
import { growLastText } from './growLastText.ts'
import { toNodes, type Nodes } from './inlineNodes.ts'

export interface InlineTextProps {
  /** The Markdown of a paragraph, a heading or a cell. */
  text: string
  /** Whether its end is not there. */
  open?: boolean
  /** The element around it; none in the paragraphs of a tight list. */
  tag?: string | undefined
}

/** From here on, an open text is not parsed at every update: its last part is plain until it has grown more. */
const LONG = 4096
const PARSED_AGAIN_AT = 1.1

/** A text with emphasis, links and so on. */
export const InlineText = defineComponent<InlineTextProps>(
  (props) => {
    const { stream, parts } = useDocument()
    let parsedText = ''
    let tokens: readonly Token[] = []

    function toLongNodes(text: string): Nodes {
      const isOutgrown = text.length > parsedText.length * PARSED_AGAIN_AT
      if (isOutgrown || !text.startsWith(parsedText)) {
        tokens = stream.parseInline(text)
        parsedText = text
      }
      // With the same tokens, what was parsed is not drawn again.
      return [h(ParsedText, { tokens, parts: parts.value }), text.slice(parsedText.length)]
    }

    return () => {
      const { text, open = false, tag } = props
      const nodes =
        open && text.length > LONG && !stream.isCutOff
          ? toLongNodes(text)
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
