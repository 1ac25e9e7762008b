import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h, shallowRef, type VNode } from 'vue'
import { bareParts } from '../bareParts.test-helper.ts'
import { createMarkdownStream } from '../createMarkdownStream.ts'
import { englishLabels } from '../options.ts'
import { useBlockRenderer } from './blockNodes.ts'
import { documentContextKey, type DocumentContext } from './documentContext.ts'

const TEXT = 'One\n\n- two\n- three\n\n> four\n\n'

/** Returns a function that renders a text as a page does. */
function startDrawing() {
  const stream = createMarkdownStream()
  const parts = shallowRef(bareParts)
  const context: DocumentContext = {
    stream,
    parts,
    labels: shallowRef(englishLabels),
    footnoteId: String,
    showFootnote: () => undefined,
  }
  let drawing: ReturnType<typeof useBlockRenderer> | undefined
  const Page = defineComponent(() => {
    drawing = useBlockRenderer()
    return () => h('div')
  })
  mount(Page, { global: { provide: { [documentContextKey as symbol]: context } } })
  const draw = (text: string): VNode[] =>
    drawing?.blocks(stream.update(text).blocks.flat(), false) ?? []
  return { parts, draw }
}

test('a finished block keeps its node', () => {
  const { draw } = startDrawing()
  const [paragraph, list, quote] = draw(`${TEXT}Fiv`)
  const later = draw(`${TEXT}Five`)
  expect(later).toHaveLength(4)
  expect(later[0]).toBe(paragraph)
  expect(later[1]).toBe(list)
  expect(later[2]).toBe(quote)
})

test('a growing block gets a new node', () => {
  const { draw } = startDrawing()
  const before = draw(`${TEXT}Fiv`)
  expect(draw(`${TEXT}Five`)[3]).not.toBe(before[3])
})

test('every block gets a new node when the component of a part changes', () => {
  const { draw, parts } = startDrawing()
  const [paragraph] = draw(TEXT)
  parts.value = { ...bareParts }
  expect(draw(TEXT)[0]).not.toBe(paragraph)
})
