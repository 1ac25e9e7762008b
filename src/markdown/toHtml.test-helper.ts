import type { Token } from 'markdown-it'
import type { Block, TableRow } from './blocks/block.ts'
import type { MarkdownDocument, MarkdownStream } from './createMarkdownStream.ts'

const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** Returns the HTML of a document as the specification writes it. */
export function toHtml({ blocks }: MarkdownDocument, stream: MarkdownStream): string {
  const inline = (text: string, isOpen = false) =>
    toInlineHtml(stream.parseInline(text, isOpen), stream)

  function toBlockHtml(block: Block, isTight = false): string {
    switch (block.type) {
      case 'paragraph':
        return isTight ? inline(block.text, block.open) : `<p>${inline(block.text, block.open)}</p>`
      case 'heading':
        return `<h${block.level}>${inline(block.text, block.open)}</h${block.level}>`
      case 'rule':
        return '<hr>'
      case 'code':
        return `<pre><code>${escape(
          block.lines
            .flat()
            .map((line) => `${line}\n`)
            .join(''),
        )}</code></pre>`
      case 'quote':
        return `<blockquote>\n${toAllHtml(block.children)}\n</blockquote>`
      case 'list': {
        const items = block.items.flat().map((item) => {
          const box =
            item.task === undefined
              ? ''
              : `<input${item.task ? ' checked' : ''} disabled type="checkbox"> `
          return `<li>${box}${toAllHtml(item.children, block.tight)}</li>`
        })
        if (block.start === undefined) return `<ul>${items.join('\n')}</ul>`
        return `<ol${block.start === 1 ? '' : ` start="${block.start}"`}>${items.join('\n')}</ol>`
      }
      case 'table': {
        const row = (cells: TableRow, tag: string) =>
          `<tr>${cells
            .map((cell, column) => {
              const alignment = block.alignments[column]
              return `<${tag}${alignment ? ` align="${alignment}"` : ''}>${inline(cell, block.open)}</${tag}>`
            })
            .join('')}</tr>`
        const rows = block.rows.flat().map((cells) => row(cells, 'td'))
        const body = rows.length === 0 ? '' : `<tbody>${rows.join('')}</tbody>`
        return `<table><thead>${row(block.header, 'th')}</thead>${body}</table>`
      }
      case 'formula':
        return `<math>${escape(block.tex)}</math>`
      case 'footnote':
        return ''
    }
  }

  const toAllHtml = (all: readonly (readonly Block[])[], isTight = false) =>
    all
      .flat()
      .map((block) => toBlockHtml(block, isTight))
      .join('\n')
  return toAllHtml(blocks)
}

function toInlineHtml(tokens: readonly Token[], stream: MarkdownStream): string {
  return tokens
    .map((token) => {
      const attribute = (name: string) => {
        const value = token.attrGet(name)
        return value === null ? '' : ` ${name}="${escape(String(value))}"`
      }
      const [href, src, title] = [attribute('href'), attribute('src'), attribute('title')]
      switch (token.type) {
        case 'text':
          return escape(token.content)
        case 'softbreak':
          return '\n'
        case 'hardbreak':
          return '<br>\n'
        case 'code_inline':
          return `<code>${escape(token.content)}</code>`
        case 'image':
          return `<img${src} alt="${escape(toText(token.children ?? []))}"${title}>`
        case 'formula':
        case 'display_formula':
          return `<math>${escape(token.content)}</math>`
        case 'footnote_reference':
          return stream.footnoteState(token.content) === 'missing'
            ? escape(`[^${token.content}]`)
            : '<sup></sup>'
        default:
          return token.nesting < 0 ? `</${token.tag}>` : `<${token.tag}${href}${title}>`
      }
    })
    .join('')
}

const toText = (tokens: readonly Token[]): string =>
  tokens
    .map(({ type, content, children }) =>
      type === 'softbreak' || type === 'hardbreak' ? '\n' : children ? toText(children) : content,
    )
    .join('')
