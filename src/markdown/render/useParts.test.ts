import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest'
import {
  defineComponent,
  h,
  onMounted,
  onUnmounted,
  onUpdated,
  type Component,
  type VNode,
} from 'vue'
import { bareParts } from '../bareParts.test-helper.ts'
import { mountMarkdown, recordDrawing } from '../mountMarkdown.test-helper.ts'
import type { CodeProps, FormulaProps, ImageProps, MarkdownComponents } from '../options.ts'
import StreamMarkdown from '../StreamMarkdown.vue'

enableAutoUnmount(afterEach)

/** Shows the props that it gets. */
const Own: Component = defineComponent({
  inheritAttrs: false,
  setup: (_props, { attrs, slots }) => {
    return () => h('output', [JSON.stringify(attrs), slots['default']?.()])
  },
})

const TEXTS: Record<keyof MarkdownComponents, string> = {
  code: '```ts title=a.ts\nlet a\nlet b\n```\n',
  diagram: '```mermaid\ngraph LR\n```\n',
  formula: 'so $x^2$ is',
  image: 'see ![a *b*](https://a.example/b.png "There")',
  table: '| a |\n| - |\n| b |\n',
}

const PROPS: Record<keyof MarkdownComponents, object> = {
  code: { language: 'ts', info: 'ts title=a.ts', lines: [['let a', 'let b']], open: false },
  diagram: { language: 'mermaid', info: 'mermaid', lines: [['graph LR']], open: false },
  formula: { tex: 'x^2', display: false },
  image: { src: 'https://a.example/b.png', alt: 'a b', title: 'There' },
  table: {},
}

const PARTS = Object.keys(TEXTS) as (keyof MarkdownComponents)[]

describe.each(PARTS)('%s', (part) => {
  test('is drawn by a component of one’s own, which gets its props', () => {
    const wrapper = mountMarkdown(TEXTS[part], { streaming: false, components: { [part]: Own } })
    const output = wrapper.get('output')
    expect(JSON.parse(output.element.firstChild?.textContent ?? '')).toEqual(PROPS[part])
    expect(output.find('table').exists()).toBe(part === 'table')
  })

  test('is drawn by a slot, which goes first', () => {
    const draw = (props: { table?: VNode }) => {
      const { table, ...others } = props
      return h('samp', [JSON.stringify(others), table])
    }
    const wrapper = mount(StreamMarkdown, {
      props: { text: TEXTS[part], components: { [part]: Own } },
      slots: { [part]: draw },
    })
    const output = wrapper.get('samp')
    expect(JSON.parse(output.element.firstChild?.textContent ?? '')).toEqual(PROPS[part])
    expect(output.find('table').exists()).toBe(part === 'table')
    expect(wrapper.find('output').exists()).toBe(false)
  })
})

test('slots get what the component of that kind gets, and a table to be placed', () => {
  type Slots = InstanceType<typeof StreamMarkdown>['$slots']
  type PropsOf<Part extends keyof Slots> = Parameters<NonNullable<Slots[Part]>>[0]
  expectTypeOf<PropsOf<'code'>>().toEqualTypeOf<CodeProps>()
  expectTypeOf<PropsOf<'diagram'>>().toEqualTypeOf<CodeProps>()
  expectTypeOf<PropsOf<'formula'>>().toEqualTypeOf<FormulaProps>()
  expectTypeOf<PropsOf<'image'>>().toEqualTypeOf<ImageProps>()
  expectTypeOf<PropsOf<'table'>>().toEqualTypeOf<{ table: VNode }>()
})

test('a table stays the same while it grows, also in a slot of a template', async () => {
  const Framed = defineComponent({
    components: { StreamMarkdown },
    props: { text: { type: String, required: true } },
    template: `<StreamMarkdown :text="text" streaming>
      <template #table="{ table }"><samp><component :is="table" /></samp></template>
    </StreamMarkdown>`,
  })
  const wrapper = mount(Framed, { props: { text: '| a |\n| - |\n| b |\n' } })
  const cell = wrapper.get('samp td').element
  await wrapper.setProps({ text: '| a |\n| - |\n| b |\n| c |\n' })
  expect(wrapper.findAll('samp td').map((each) => each.text())).toEqual(['b', 'c'])
  expect(wrapper.get('samp td').element).toBe(cell)
})

test('a formula on lines of its own is told so', () => {
  const text = '$$\nx\n$$\n'
  const wrapper = mountMarkdown(text, { streaming: false, components: { formula: Own } })
  expect(JSON.parse(wrapper.get('output').text())).toEqual({
    tex: '\nx\n',
    open: false,
    display: true,
  })
})

/** Counts what happens to it. */
function createWitness() {
  const seen = { mounted: 0, updated: 0, unmounted: 0 }
  const Witness: Component = defineComponent({
    inheritAttrs: false,
    setup: (_props, { attrs, slots }) => {
      onMounted(() => seen.mounted++)
      onUpdated(() => seen.updated++)
      onUnmounted(() => seen.unmounted++)
      return () => h('output', [JSON.stringify(attrs), slots['default']?.()])
    },
  })
  return { seen, Witness }
}

describe('a component of one’s own', () => {
  test.each(PARTS)('stays the same one while the text grows: %s', async (part) => {
    const { seen, Witness } = createWitness()
    const text = `${TEXTS[part]} more\n\nand more`
    const wrapper = mountMarkdown('', { components: { ...bareParts, [part]: Witness } })
    for (let end = 1; end <= text.length; end++)
      await wrapper.setProps({ text: text.slice(0, end) })
    expect(wrapper.findAll('output')).toHaveLength(1)
    expect(seen).toMatchObject({ mounted: 1, unmounted: 0 })
  })

  test('stays the same one in a slot while the text grows', async () => {
    const { seen, Witness } = createWitness()
    const text = `${TEXTS.code}\nand more`
    const wrapper = mount(StreamMarkdown, {
      props: { text: '', streaming: true },
      slots: { code: (props: CodeProps) => h(Witness, { ...props }) },
    })
    for (let end = 1; end <= text.length; end++)
      await wrapper.setProps({ text: text.slice(0, end) })
    expect(wrapper.findAll('output')).toHaveLength(1)
    expect(seen).toMatchObject({ mounted: 1, unmounted: 0 })
  })

  test('has no content drawn again by another object of the same components', async () => {
    const { mixin, take } = recordDrawing()
    const components = { code: Own, table: Own }
    const wrapper = mountMarkdown(Object.values(TEXTS).join('\n'), { components, mixins: [mixin] })
    take()
    await wrapper.setProps({ components: { ...components } })
    expect(take()).toEqual(['StreamMarkdown'])
  })

  test('takes the place of another one', async () => {
    const { seen, Witness } = createWitness()
    const wrapper = mountMarkdown(`${TEXTS.code}\n${TEXTS.formula}`, { streaming: false })
    await wrapper.setProps({ components: { code: Witness, formula: Own } })
    expect(seen.mounted).toBe(1)
    expect(wrapper.findAll('output')).toHaveLength(2)
    expect(wrapper.find('math').exists()).toBe(false)
  })
})
