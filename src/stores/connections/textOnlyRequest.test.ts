import { describe, expect, test } from 'vitest'
import { isChatStreamError, textOf, type FilePart } from '../../core/index.ts'
import { createMessage } from '../../core/stream/question.ts'
import { picture, textFile } from '../attachments/files.test-helper.ts'
import { toTextOnly } from './textOnlyRequest.ts'

const question = (text: string, ...files: FilePart[]) =>
  createMessage('user', [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...files])

const request = (...messages: ReturnType<typeof question>[]) => ({
  id: 'key',
  message: '',
  messages,
})

describe('a question to a server that accepts only text', () => {
  test('contains the text of its files, under their names', () => {
    const asked = request(question('Why?', textFile('a.md', '# 标题\n'), textFile('b', 'B')))
    const { message, messages } = toTextOnly(asked)
    expect(message).toBe('Why?\n\na.md:\n\n```\n# 标题\n```\n\nb:\n\n```\nB\n```')
    expect(messages.map(textOf)).toEqual([message])
    expect(messages[0]?.parts).toHaveLength(1)
  })

  test('uses a longer fence for a file that contains fences', () => {
    const { message } = toTextOnly(request(question('', textFile('a.md', '````\nx\n````'))))
    expect(message).toBe('a.md:\n\n`````\n````\nx\n````\n`````')
  })

  test('with an image is refused, and the error names the image', () => {
    try {
      toTextOnly(request(question('Why?', picture)))
      expect.unreachable()
    } catch (error) {
      expect(isChatStreamError(error, 'argument')).toBe(true)
      expect(String(error)).toContain('dot.gif')
    }
  })

  test('contains only the names of images in earlier questions', () => {
    const { messages } = toTextOnly(request(question('What is it?', picture), question('And now?')))
    expect(messages.map(textOf)).toEqual(['What is it?\n\n[dot.gif]', 'And now?'])
  })

  test('is the same object for all its attempts', () => {
    const asked = request(question('Why?', textFile('a', 'A')))
    expect(toTextOnly(asked)).toBe(toTextOnly(asked))
  })
})
