import type { Show } from './renderBench.ts'

/** Shows plain text, one paragraph for each block between blank lines. Only the last paragraph ever grows. */
export function showPlainBlocks(place: HTMLElement): Show {
  let length = 0
  let node: Text | undefined
  place.style.whiteSpace = 'pre-wrap'

  function append(text: string): void {
    if (text === '') return
    if (!node) {
      node = document.createTextNode('')
      const paragraph = document.createElement('p')
      paragraph.append(node)
      place.append(paragraph)
    }
    node.appendData(text)
  }

  return (text) => {
    const [first = '', ...blocks] = text.slice(length).split('\n\n')
    length = text.length
    append(first)
    for (const block of blocks) {
      node = undefined
      append(block)
    }
  }
}
