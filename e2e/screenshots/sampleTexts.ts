import type { SeedChat } from '../support/seedHistory.ts'

/** The texts of the screenshots, in one language. */
export interface SampleTexts {
  readonly chats: readonly SeedChat[]
  readonly question: string
  /** Contains a list, code and a table. */
  readonly answer: string
  readonly followUp: string
  /** A search term that occurs in one of the chats. */
  readonly searchTerm: string
}

const NOW = Date.now()
const HOUR = 3_600_000
const DAY = 24 * HOUR

const CODE = `\`\`\`ts
const response = await fetch('/ai/chat/stream?message=Hello')
const decoder = new TextDecoder()
for await (const bytes of response.body) {
  show(decoder.decode(bytes, { stream: true }))
}
\`\`\``

export const english: SampleTexts = {
  chats: [
    {
      title: 'Tea for two',
      askedAt: NOW - 30 * DAY,
      pinned: true,
      texts: [
        'How long does green tea stand?',
        'Two minutes, at 75 °C. Longer makes it **bitter**.',
      ],
    },
    {
      title: 'A name for a boat',
      askedAt: NOW - HOUR,
      texts: ['A name for a boat?', '*Windfall*.'],
    },
    {
      title: 'Why the sky is blue',
      askedAt: NOW - 3 * HOUR,
      texts: ['Why is the sky blue?', 'Air scatters short waves more than long ones.'],
    },
    {
      title: 'Three days in Lisbon, by tram and on foot, with children',
      askedAt: NOW - 3 * DAY,
      texts: ['Three days in Lisbon?', 'Begin by the river, and take tram 28 early.'],
    },
    {
      title: 'Sourdough that does not rise',
      askedAt: NOW - 5 * DAY,
      texts: ['My bread stays flat.', 'Give it a warmer place and more time.'],
    },
  ],
  question: 'How do I read a streamed answer in the browser?',
  answer: `Ask with \`fetch\`, and read the body **while it arrives**. Three things to keep in mind:

1. Bytes may end in the middle of a character: let one decoder read them all.
2. An event ends with an empty line, which may come later than its text.
3. The end of the connection does not prove that the answer is whole.

${CODE}

| Way | Asks again by itself | Headers of your own |
| :-- | :-- | :-- |
| \`EventSource\` | yes, even after a clean end | no |
| \`fetch\` | no | yes |
| WebSocket | no | no |

For an answer that is read once, \`fetch\` is usually the right way.
`,
  followUp: 'And how do I stop it?',
  searchTerm: 'tea',
}

export const chinese: SampleTexts = {
  chats: [
    {
      title: '两个人的下午茶',
      askedAt: NOW - 30 * DAY,
      pinned: true,
      texts: ['绿茶要泡多久？', '七十五度的水，泡两分钟。时间长了会**发苦**。'],
    },
    { title: '给小船起个名字', askedAt: NOW - HOUR, texts: ['给小船起个名字？', '“听风”。'] },
    {
      title: '天空为什么是蓝色的',
      askedAt: NOW - 3 * HOUR,
      texts: ['天空为什么是蓝色的？', '空气对短波的散射比对长波的更强。'],
    },
    {
      title: '带孩子坐电车、步行游览里斯本的三天行程安排',
      askedAt: NOW - 3 * DAY,
      texts: ['里斯本三日游怎么安排？', '从河边开始，早上坐 28 路电车。'],
    },
    {
      title: '面包发不起来',
      askedAt: NOW - 5 * DAY,
      texts: ['我的面包发不起来。', '换个暖和的地方，多等一会儿。'],
    },
  ],
  question: '在浏览器里怎样读取流式回答？',
  answer: `用 \`fetch\` 提问，**边到达边读取**响应体。有三点需要注意：

1. 一段字节可能在某个字符的中间结束：请始终用同一个解码器来读。
2. 每个事件以空行结束，而空行可能比文字晚到。
3. 连接结束，并不能证明“回答完整”。

${CODE}

| 方式 | 自动重新请求 | 自定义请求头 |
| :-- | :-- | :-- |
| \`EventSource\` | 会，正常结束后也会 | 不能 |
| \`fetch\` | 不会 | 能 |
| WebSocket | 不会 | 不能 |

如果回答只需要读一次，通常用 \`fetch\` 就好。
`,
  followUp: '怎样让它停下来？',
  searchTerm: '茶',
}
