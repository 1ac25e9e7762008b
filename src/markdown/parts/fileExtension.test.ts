import { expect, test } from 'vitest'
import { fileExtension } from './fileExtension.ts'

test.each([
  ['ts', 'ts'],
  ['TypeScript', 'ts'],
  ['c++', 'cpp'],
  ['go', 'go'],
  ['', 'txt'],
  ['../../etc', 'txt'],
  ['a.exe', 'txt'],
  ['averylongname', 'txt'],
  ['__proto__', 'txt'],
  ['中文', 'txt'],
])('code in %j is saved with .%s', (language, extension) => {
  expect(fileExtension(language)).toBe(extension)
})

test('names that objects have are names', () => {
  expect(fileExtension('toString')).toBe('tostring')
})
