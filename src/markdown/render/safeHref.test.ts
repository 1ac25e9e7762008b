import { expect, test } from 'vitest'
import { safeHref } from './safeHref.ts'

test.each([
  'https://a.example/b?c#d',
  'http://a.example',
  'mailto:a@b.example',
  '/path',
  'path',
  '#part',
  '//a.example',
  'HTTPS://A.EXAMPLE',
])('safeHref() accepts %s', (href) => {
  expect(safeHref(href)).toBe(href)
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://a.example/b',
  'view-source:https://a.example',
  'https://[',
  'http:a.example',
  'https:a.example',
])('safeHref() refuses %j', (href) => {
  expect(safeHref(href)).toBeUndefined()
})
