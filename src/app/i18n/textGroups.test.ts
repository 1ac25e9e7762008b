import { expect, it } from 'vitest'
import { textGroups } from './textGroups.ts'

function fromTree(...children: readonly (string | Element)[]): Element {
  const root = document.createElement('article')
  root.append(...children)
  return root
}

function element(name: string, ...children: readonly (string | Element)[]): Element {
  const made = document.createElement(name)
  made.append(...children)
  return made
}

it('reads what stands in a line as one, and blocks apart', () => {
  const root = fromTree(
    element('p', 'One ', element('strong', 'two', element('em', 'three')), ' four'),
    element('ul', element('li', 'five'), element('li', 'six')),
  )
  expect(textGroups(root).map(({ text }) => text)).toEqual(['One twothree four', 'five', 'six'])
})

it('reads what stands before and behind something else apart', () => {
  const picture = element('span', 'A fox')
  picture.className = 'picture'
  const root = fromTree(
    element('li', 'One', element('hr'), 'two', element('br'), ' and', picture, 'three'),
  )
  const texts = textGroups(root, '.picture').map(({ text }) => text)
  expect(texts).toEqual(['One', 'two and', 'three'])
})

it('leaves out buttons and what is not read', () => {
  const hidden = element('h2', 'Assistant')
  hidden.className = 'visually-hidden'
  const root = fromTree(hidden, element('p', 'Answer'), element('button', 'Copy'))
  expect(textGroups(root).map(({ text }) => text)).toEqual(['Answer'])
})

it('tells the part of the page over several elements', () => {
  const root = fromTree(element('p', '很', element('strong', '快'), '乐。'))
  const [group] = textGroups(root)
  expect(group?.rangeOf(1, 3).toString()).toBe('快乐')
  expect(group?.rangeOf(0, 1).endContainer.nodeValue).toBe('很')
})
