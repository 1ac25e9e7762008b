import { expect, test } from 'vitest'
import { textGroups } from './textGroups.ts'

function fromTree(...children: readonly (string | Element)[]): Element {
  const root = document.createElement('article')
  root.append(...children)
  return root
}

function element(name: string, ...children: readonly (string | Element)[]): Element {
  const created = document.createElement(name)
  created.append(...children)
  return created
}

test('textGroups() joins inline elements, and separates blocks', () => {
  const root = fromTree(
    element('p', 'One ', element('strong', 'two', element('em', 'three')), ' four'),
    element('ul', element('li', 'five'), element('li', 'six')),
  )
  expect(textGroups(root).map(({ text }) => text)).toEqual(['One twothree four', 'five', 'six'])
})

test('textGroups() separates the texts before and after an excluded element', () => {
  const image = element('span', 'A fox')
  image.className = 'image'
  const root = fromTree(
    element('li', 'One', element('hr'), 'two', element('br'), ' and', image, 'three'),
  )
  const texts = textGroups(root, '.image').map(({ text }) => text)
  expect(texts).toEqual(['One', 'two and', 'three'])
})

test('textGroups() leaves out buttons and visually hidden text', () => {
  const hidden = element('h2', 'Assistant')
  hidden.className = 'visually-hidden'
  const root = fromTree(hidden, element('p', 'Answer'), element('button', 'Copy'))
  expect(textGroups(root).map(({ text }) => text)).toEqual(['Answer'])
})

test('rangeOf() returns a range that spans several elements', () => {
  const root = fromTree(element('p', '很', element('strong', '快'), '乐。'))
  const [group] = textGroups(root)
  expect(group?.rangeOf(1, 3).toString()).toBe('快乐')
  expect(group?.rangeOf(0, 1).endContainer.nodeValue).toBe('很')
})
