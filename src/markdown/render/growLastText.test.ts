import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, Fragment, h, nextTick, shallowRef, type VNode } from 'vue'
import { growLastText } from './growLastText.ts'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.restoreAllMocks()
})

type Nodes = VNode | (VNode | string)[]

/** Renders nodes, then others. Returns the text node that was extended, and the appended text. */
async function drawTwice(first: () => Nodes, second: () => Nodes) {
  const draw = shallowRef(first)
  const Component = defineComponent(() => () => growLastText(draw.value()))
  const mounted = mount(Component, { attachTo: document.body })
  const append = vi.spyOn(CharacterData.prototype, 'appendData')
  draw.value = second
  await nextTick()
  return { html: mounted.html(), text: mounted.text(), appended: append.mock.calls.flat() }
}

describe('the last text', () => {
  test.each<[string, () => Nodes, () => Nodes, string]>([
    ['of an element', () => h('p', ['One']), () => h('p', ['One two']), ' two'],
    [
      'of the last element in it',
      () => h('p', ['a ', h('em', [h('b', ['One'])])]),
      () => h('p', ['a ', h('em', [h('b', ['One two'])])]),
      ' two',
    ],
    ['in a list of nodes', () => [h('b', 'a'), 'One'], () => [h('b', 'a'), 'One two'], ' two'],
    [
      'after another node that changes',
      () => h('p', [h('b', ['a']), 'One']),
      () => h('p', [h('i', ['b']), 'One two']),
      ' two',
    ],
    [
      'before a new node',
      () => h('p', ['One']),
      () => h('p', ['One two', h('b', ['three'])]),
      ' two',
    ],
  ])('is extended at the end %s', async (_place, first, second, added) => {
    const { appended, html } = await drawTwice(first, second)
    expect(appended).toEqual([added])
    expect(html).toBe(mount(() => second()).html())
  })

  test.each<[string, () => Nodes, () => Nodes]>([
    ['does not start with the old text', () => h('p', ['One']), () => h('p', ['Two'])],
    ['is shorter', () => h('p', ['One two']), () => h('p', ['One'])],
    ['stays the same', () => h('p', ['One']), () => h('p', ['One'])],
    ['is in another element', () => h('p', ['One']), () => h('h1', ['One two'])],
    [
      'is in another last element',
      () => h('p', [h('em', ['One'])]),
      () => h('p', [h('b', ['One two'])]),
    ],
    ['becomes an element', () => h('p', ['One']), () => h('p', [h('b', ['One two'])])],
    ['replaces an element', () => h('p', [h('b', ['One'])]), () => h('p', ['One two'])],
    [
      'stands in a fragment',
      () => h('p', [h(Fragment, ['One'])]),
      () => h('p', [h(Fragment, ['One two'])]),
    ],
    ['is the only content of an element', () => h('p', 'One'), () => h('p', 'One two')],
    ['is removed', () => h('p', ['One']), () => h('p', [])],
    ['is new', () => h('p', []), () => h('p', ['One'])],
  ])('is left to Vue if it %s', async (_reason, first, second) => {
    const { appended, html } = await drawTwice(first, second)
    expect(appended).toEqual([])
    expect(html).toBe(mount(() => second()).html())
  })

  test('is left to Vue if it is in another component', async () => {
    const Inner = defineComponent({
      props: { text: { type: String, required: true } },
      setup: (props) => () => h('b', [props.text]),
    })
    const { appended, text } = await drawTwice(
      () => h('p', [h(Inner, { text: 'One' })]),
      () => h('p', [h(Inner, { text: 'One two' })]),
    )
    expect(appended).toEqual([])
    expect(text).toBe('One two')
  })

  test('is set by Vue if other code has changed it', async () => {
    const text = shallowRef('One')
    const wrapper = mount(defineComponent(() => () => growLastText(h('p', [text.value]))))
    const node = wrapper.element.firstChild
    if (!(node instanceof Text)) throw new Error('There is no text.')
    node.data = 'Eins'
    const append = vi.spyOn(node, 'appendData')
    text.value = 'One two'
    await nextTick()
    expect(append).not.toHaveBeenCalled()
    expect(wrapper.text()).toBe('One two')
  })

  test('grows repeatedly', async () => {
    const text = shallowRef('')
    const wrapper = mount(defineComponent(() => () => growLastText(h('p', [text.value]))))
    const node = wrapper.element.firstChild
    for (const character of 'One two') {
      text.value += character
      await nextTick()
      expect(wrapper.element.textContent).toBe(text.value)
    }
    expect(wrapper.element.firstChild).toBe(node)
  })
})

test('growLastText() returns the nodes unchanged outside of a component', () => {
  const nodes = ['One']
  expect(growLastText(nodes)).toBe(nodes)
})
