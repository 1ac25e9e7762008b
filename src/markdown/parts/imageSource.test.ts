import { describe, expect, test } from 'vitest'
import { toImageSource } from './imageSource.ts'

const BASE = 'https://page.example/chat/'

describe('an image', () => {
  test.each([
    ['https://pictures.example/a.png', 'https://pictures.example/a.png'],
    ['http://pictures.example/a.png', 'http://pictures.example/a.png'],
    ['//pictures.example/a.png', 'https://pictures.example/a.png'],
    ['a.png', 'https://page.example/chat/a.png'],
    ['/a.png', 'https://page.example/a.png'],
  ])('at %s is remote', (src, url) => {
    const source = toImageSource(src, BASE)
    expect(source.kind === 'remote' && source.url.href).toBe(url)
  })

  test.each(['png', 'jpeg', 'gif', 'webp', 'avif'])('of the type %s may be embedded', (kind) => {
    const src = `data:image/${kind};base64,iVBORw0KGgo=`
    expect(toImageSource(src, BASE)).toEqual({ kind: 'embedded', src })
  })

  test('may be embedded in capitals', () => {
    expect(toImageSource('DATA:image/PNG;base64,AAAA', BASE).kind).toBe('embedded')
  })

  test.each([
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:image/svg+xml,<svg onload="alert(1)"/>',
    'data:image/png,pixels',
    'data:image/png;base64,AAAA"onload="alert(1)',
    'data:text/html;base64,AAAA',
    'javascript:alert(1)//data:image/png;base64,AAAA',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'vbscript:x',
    'mailto:a@b.example',
    'https://',
  ])('is not loaded from %j', (src) => {
    expect(toImageSource(src, BASE)).toEqual({ kind: 'none' })
  })
})
