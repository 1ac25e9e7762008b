import { type ChatMessage, ChatStreamError, type FilePart, type Role } from '../../core/index.ts'
import type { ChatEntry, SearchResult } from '../../model/index.ts'

const NOON = Date.UTC(2026, 5, 15, 12)
const DAY = 86_400_000

export const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4)

/** An answer with every kind of block. */
export const MARKDOWN = `## Reading a stream

Servers send **events**, one after the other, and \`fetch\` reads them as they arrive:

1. open the connection,
2. read what is there,
3. continue until the *end*.

\`\`\`ts
const response = await fetch('/ai/chat/stream?message=Hello')
for await (const bytes of response.body) show(decoder.decode(bytes, { stream: true }))
\`\`\`

| Way           | Reconnects | Headers |
| ------------- | :--------: | ------: |
| EventSource   |    yes     |      no |
| fetch         |     no     |     yes |

> An answer is complete only if the server proves it.

Euler knew that $e^{i\\pi} + 1 = 0$. ![A fox](https://example.com/fox.png)
`

export const CHINESE = `**流式回答**的好处在于：第一个字到达时，你就可以开始阅读了。

- 服务器发送事件（SSE）走普通的 HTTP；
- 断线之后，可以从上一个事件继续。

“快乐”这个词，放在句子中间也能被搜索到。`

export const ARABIC = 'مرحبا! هذه إجابة باللغة العربية، وفيها كلمة `code` واحدة.'

/** An image of a few bytes. */
export const IMAGE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="90"><rect width="160" height="90" fill="#7a8"/></svg>',
)}`

const GREEN = 'data:image/gif;base64,R0lGODlhAQABAIAAAH+qiAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=='

export const imageFile: FilePart = {
  type: 'file',
  mediaType: 'image/gif',
  url: GREEN,
  name: 'meadow.gif',
}
export const textFile: FilePart = {
  type: 'file',
  mediaType: 'text/plain',
  url: 'data:text/plain,A%20long%20text%20that%20was%20pasted.',
  name: 'notes.txt',
}
export const longNamed: FilePart = { ...textFile, name: `${LONG_WORD}.txt` }

let count = 0

/** Creates a message with a text and further fields. */
export function message(role: Role, text: string, rest: Partial<ChatMessage> = {}): ChatMessage {
  count += 1
  const parts = text === '' ? [] : [{ type: 'text' as const, text }]
  return { id: `sample-${count}`, role, parts, createdAt: NOON, ...rest }
}

export const question = message('user', 'How do I read a stream, and how does it end?')
export const answer = message('assistant', MARKDOWN, { outcome: 'complete' })

export const serverError = new ChatStreamError(
  'http',
  'POST https://example.com/chat failed with status 503',
  {
    status: 503,
    body: '{"error":{"message":"The model is overloaded. Please try again later."}}',
  },
)

export function chat(title: string, rest: Partial<ChatEntry> = {}): ChatEntry {
  count += 1
  return {
    id: `chat-${count}`,
    title,
    isRunning: false,
    askedAt: Date.now(),
    pinned: false,
    archived: false,
    unread: false,
    ...rest,
  }
}

export const chats: readonly ChatEntry[] = [
  chat('How a stream ends', { pinned: true }),
  chat('A story in progress', { isRunning: true }),
  chat('An answer not seen yet', { unread: true }),
  chat('流式回答是怎么工作的？'),
  chat(`A name that is too long for any list: ${LONG_WORD}`),
  chat('From yesterday', { askedAt: Date.now() - DAY }),
  chat('From last week', { askedAt: Date.now() - 5 * DAY }),
  chat('From last year', { askedAt: Date.now() - 400 * DAY }),
  chat('Archived chat', { archived: true }),
]

export const results: readonly SearchResult[] = [
  {
    key: 'one',
    title: 'How a stream ends',
    archived: false,
    author: 'assistant',
    time: NOON,
    excerpt: [
      { text: '…the clean end of a ', isMatch: false },
      { text: 'stream', isMatch: true },
      {
        text: ' proves that the answer is complete if its format has no end mark…',
        isMatch: false,
      },
    ],
  },
  {
    key: 'two',
    title: '流式回答是怎么工作的？',
    archived: true,
    author: 'user',
    time: NOON - 500 * DAY,
    excerpt: [
      { text: '怎样在句子里找到', isMatch: false },
      { text: '快乐', isMatch: true },
      { text: '这个词？', isMatch: false },
    ],
  },
  {
    key: 'three',
    title: 'A stream by name',
    archived: false,
    author: undefined,
    time: NOON,
    excerpt: [],
  },
]

export const models = ['llama3.2', 'qwen3', 'gpt-oss:20b'] as const
