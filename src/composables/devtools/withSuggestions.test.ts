import { describe, expect, test } from 'vitest'
import { isChatStreamError } from '../../core/index.ts'
import { useChatStream } from '../useChatStream.ts'
import { withSuggestions } from './withSuggestions.ts'

const url = 'http://localhost/'
const use = withSuggestions(useChatStream)

/** Returns the message of the error that a caller without types gets. */
function messageOf(options: unknown): string {
  try {
    use(options as never).dispose()
  } catch (error) {
    if (isChatStreamError(error, 'argument')) return error.message
    throw error
  }
  return ''
}

describe('a composable with suggestions', () => {
  test.each([
    [{ api: '/chat' }, '`api` is not an option. Did you mean `url`?'],
    [{ url, initialMessages: [] }, '`initialMessages` is not an option. Did you mean `messages`?'],
    [{ url, streamProtocol: 'text' }, '`streamProtocol` is not an option. Did you mean `dialect`?'],
    [{ url, onResponse: () => 1 }, '`onResponse` is not an option. Did you mean `onEvent`?'],
    [{ url, header: {} }, '`header` is not an option. Did you mean `headers`?'],
    [{ url, onfinish: () => 1 }, '`onfinish` is not an option. Did you mean `onFinish`?'],
    [{ uri: url }, '`uri` is not an option. Did you mean `url`?'],
  ])('names the option that was meant: %o', (options, message) => {
    expect(messageOf(options)).toBe(message)
  })

  test('lists the known names if none is near', () => {
    expect(messageOf({ url, sendReasoning: true })).toMatch(
      /^`sendReasoning` is unknown. Known names: url, /,
    )
    expect(messageOf({ url, ['x'.repeat(10_000)]: 1 })).toMatch(/ is unknown. Known names: url, /)
  })

  test('shows the form of a message if one is wrong', () => {
    const messages = [{ id: '1', role: 'user', content: 'Hi' }]
    const message = messageOf({ url, messages })
    expect(message).toContain('`messages[0].parts` must be a list, not undefined.')
    expect(message).toContain("{ id, role, parts: [{ type: 'text', text }]")
  })

  test('leaves all other errors as they are', () => {
    expect(messageOf({})).toBe('`url` must be a URL, not undefined.')
    expect(messageOf(null)).toMatch(/^`options` must be an object with url, /)
  })

  test('returns the chat for options without a mistake', () => {
    const chat = use({ url })
    expect(chat.status.value).toBe('ready')
    chat.dispose()
  })
})
