import { createHash } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { inlineScript } from './inlineScript.ts'

function textOf(element: string): string {
  return element.slice('<script>'.length, -'</script>'.length)
}

test('a script in a page is allowed by the hash of what stands there', () => {
  const { element, hash } = inlineScript('"in quotes </script> and <!-- <SCRIPT>"\r\n')
  const text = textOf(element)
  expect(text).not.toMatch(/<!--|<\/?script|\r/i)
  expect(hash).toBe(`'sha256-${createHash('sha256').update(text).digest('base64')}'`)
})

test('what is quoted means the same', () => {
  const source = '[/<!--(.)/u.exec("<!--a")[1], "</script>", `<script>`].join()'
  expect(runInNewContext(textOf(inlineScript(source).element))).toBe(runInNewContext(source))
})

test('code that HTML would read as its own is refused', () => {
  expect(() => inlineScript('let a = 1, b = 0 <!--a')).toThrow(SyntaxError)
})
