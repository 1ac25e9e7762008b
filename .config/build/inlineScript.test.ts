import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { inlineScript } from './inlineScript.ts'

function textOf(element: string): string {
  return element.slice('<script>'.length, -'</script>'.length)
}

test('inlineScript() returns the hash of the text in the page', () => {
  const { element, hash } = inlineScript('"in quotes </script> and <!-- <SCRIPT>"\r\n')
  const text = textOf(element)
  expect(text).not.toMatch(/<!--|<\/?script|\r/i)
  expect(hash).toBe(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
})

test('inlineScript() escapes quoted markup without changing its meaning', () => {
  const source = '[/<!--(.)/u.exec("<!--a")[1], "</script>", `<script>`].join()'
  expect(runInNewContext(textOf(inlineScript(source).element))).toBe(runInNewContext(source))
})

test('inlineScript() refuses code that HTML would parse as markup', () => {
  expect(() => inlineScript('let a = 1, b = 0 <!--a')).toThrow(SyntaxError)
})
