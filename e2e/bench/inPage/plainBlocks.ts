import type { Show } from './renderBench.ts'

/** Shows plain text, one paragraph for each block between blank lines. Only the last paragraph ever grows. */
export function showPlainBlocks(container: HTMLElement): Show {
  let length = 0
  let node: Text | undefined
  container.style.whiteSpace = 'pre-wrap'

  function append(text: string): void {
    if (text === '') return
    if (!node) {
      node = document.createTextNode('')
      const paragraph = document.createElement('p')
      paragraph.append(node)
      container.append(paragraph)
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
