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
import { mountMarkdown, recordRendering } from '../mountMarkdown.test-helper.ts'
import type { CodeProps, FormulaProps, ImageProps, MarkdownComponents } from '../options.ts'
import StreamMarkdown from '../StreamMarkdown.vue'

enableAutoUnmount(afterEach)

/** Renders the props that it receives. */
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
  test('is rendered by a custom component, which receives its props', () => {
    const wrapper = mountMarkdown(TEXTS[part], { streaming: false, components: { [part]: Own } })
    const output = wrapper.get('output')
    expect(JSON.parse(output.element.firstChild?.textContent ?? '')).toEqual(PROPS[part])
    expect(output.find('table').exists()).toBe(part === 'table')
  })

  test('is rendered by a slot, which takes precedence', () => {
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

test('slots receive the props of the component of that kind, and the table to place', () => {
  type Slots = InstanceType<typeof StreamMarkdown>['$slots']
  type PropsOf<Part extends keyof Slots> = Parameters<NonNullable<Slots[Part]>>[0]
  expectTypeOf<PropsOf<'code'>>().toEqualTypeOf<CodeProps>()
  expectTypeOf<PropsOf<'diagram'>>().toEqualTypeOf<CodeProps>()
  expectTypeOf<PropsOf<'formula'>>().toEqualTypeOf<FormulaProps>()
  expectTypeOf<PropsOf<'image'>>().toEqualTypeOf<ImageProps>()
  expectTypeOf<PropsOf<'table'>>().toEqualTypeOf<{ table: VNode }>()
})

test('a table stays the same element while it grows, even in a slot of a template', async () => {
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

test('a display formula receives `display`', () => {
  const text = '$$\nx\n$$\n'
  const wrapper = mountMarkdown(text, { streaming: false, components: { formula: Own } })
  expect(JSON.parse(wrapper.get('output').text())).toEqual({
    tex: '\nx\n',
    open: false,
    display: true,
  })
})

/** Creates a component that counts its lifecycle events. */
function createCountingComponent() {
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

describe('a custom component', () => {
  test.each(PARTS)('stays the same instance while the text grows: %s', async (part) => {
    const { seen, Witness } = createCountingComponent()
    const text = `${TEXTS[part]} more\n\nand more`
    const wrapper = mountMarkdown('', { components: { ...bareParts, [part]: Witness } })
    for (let end = 1; end <= text.length; end++)
      await wrapper.setProps({ text: text.slice(0, end) })
    expect(wrapper.findAll('output')).toHaveLength(1)
    expect(seen).toMatchObject({ mounted: 1, unmounted: 0 })
  })

  test('stays the same instance in a slot while the text grows', async () => {
    const { seen, Witness } = createCountingComponent()
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

  test('is not rendered again for a new object with the same components', async () => {
    const { mixin, take } = recordRendering()
    const components = { code: Own, table: Own }
    const wrapper = mountMarkdown(Object.values(TEXTS).join('\n'), { components, mixins: [mixin] })
    take()
    await wrapper.setProps({ components: { ...components } })
    expect(take()).toEqual(['StreamMarkdown'])
  })

  test('can replace another one', async () => {
    const { seen, Witness } = createCountingComponent()
    const wrapper = mountMarkdown(`${TEXTS.code}\n${TEXTS.formula}`, { streaming: false })
    await wrapper.setProps({ components: { code: Witness, formula: Own } })
    expect(seen.mounted).toBe(1)
    expect(wrapper.findAll('output')).toHaveLength(2)
    expect(wrapper.find('math').exists()).toBe(false)
  })
})
