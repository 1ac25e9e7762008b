import { expect, test } from 'vitest'
import { appHeaders } from './appHeaders.ts'

const policy = (path: string) => appHeaders(path)['Content-Security-Policy']

test('no page may frame the app', () => {
  expect(policy('/index.html')).toContain("frame-ancestors 'none'")
  expect(policy('/diagram.html')).toContain("frame-ancestors 'none'")
})

test('only the app may frame the diagram page, which is sandboxed without an origin', () => {
  expect(policy('/diagram/index.html')).toBe("frame-ancestors 'self'; sandbox allow-scripts")
})
