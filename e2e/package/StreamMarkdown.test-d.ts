import { describe, expectTypeOf, test } from 'vitest'
import { h, type Component, type VNode } from 'vue'
import {
  createMarkdownStream,
  StreamMarkdown,
  type CodeProps,
  type FormulaProps,
  type ImageProps,
  type MarkdownComponents,
  type MarkdownDocument,
} from 'vue-chat-stream/markdown'

describe('StreamMarkdown', () => {
  test('takes a text and the documented options', () => {
    h(StreamMarkdown, { text: '*one*', streaming: true, highlight: false, autolinks: false })
    h(StreamMarkdown, {
      text: '',
      labels: { copy: '复制', loadImage: (host) => `从 ${host} 加载` },
    })
    h(StreamMarkdown, { text: '', drawDiagram: async (source, { dark }) => `${source}${dark}` })
    // @ts-expect-error -- a text is required
    h(StreamMarkdown, {})
    // @ts-expect-error -- a text is not a number
    h(StreamMarkdown, { text: 1 })
    // @ts-expect-error -- no label has this name
    h(StreamMarkdown, { text: '', labels: { copyCode: 'Copy' } })
    // @ts-expect-error -- a diagram is drawn as text
    h(StreamMarkdown, { text: '', drawDiagram: async () => 1 })
  })

  test('has typed slots for each kind of content', () => {
    type Slots = InstanceType<typeof StreamMarkdown>['$slots']
    expectTypeOf<NonNullable<Slots['code']>>().toEqualTypeOf<(props: CodeProps) => VNode[]>()
    expectTypeOf<NonNullable<Slots['formula']>>().parameter(0).toEqualTypeOf<FormulaProps>()
    expectTypeOf<NonNullable<Slots['image']>>().parameter(0).toEqualTypeOf<ImageProps>()
    expectTypeOf<NonNullable<Slots['table']>>().parameter(0).toEqualTypeOf<{ table: VNode }>()
  })

  test('takes components with the props of their kind of content', () => {
    const code = {} as Component<CodeProps>
    const picture = {} as Component<{ picture: string }>
    expectTypeOf({ code }).toExtend<MarkdownComponents>()
    expectTypeOf({ image: picture }).not.toExtend<MarkdownComponents>()
    // @ts-expect-error -- unknown kind of content
    h(StreamMarkdown, { text: '', components: { heading: code } })
  })
})

test('createMarkdownStream() returns a readonly document', () => {
  const stream = createMarkdownStream({ autolinks: false })
  expectTypeOf(stream.update('text', true)).toEqualTypeOf<MarkdownDocument>()
  // @ts-expect-error -- unknown option
  createMarkdownStream({ linkify: true })
})
