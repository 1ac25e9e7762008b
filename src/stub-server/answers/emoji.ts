/** Emoji that consist of many code points: joined families, skin tones, flags, keycaps. */
export const emoji = `Here are some that are longer than they look:

- a family of four: 👨‍👩‍👧‍👦, and another: 👩‍👩‍👦
- people at work: 👩🏽‍🚀 🧑🏿‍🍳 👨🏻‍🌾
- flags: 🇨🇳 🇪🇺 🇧🇷 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈
- keycaps and hearts: 1️⃣ 2️⃣ 3️⃣ ❤️ ❤️‍🔥
- hands of every colour: 👋🏻 👋🏼 👋🏽 👋🏾 👋🏿

你好 👋 世界 🌏 — 𠮷野家 (that first character needs two UTF-16 units), naïve café, Привет, مرحبا, नमस्ते.

If you see a � anywhere above, somebody cut a character in two. 🧵✂️
`
