/** An answer of about 2 KB with every kind of content, as models write them. */
export const ANSWER = `# Choosing a queue

A **queue** decouples the *sender* from the receiver. See [the manual](https://queue.example/docs "Manual") or
\`queue.push(item)\`, and mind that ~~polling~~ pushing is ***much*** cheaper.

## What to compare

- **Latency**: below \`10 ms\` for most uses
- *Durability*, that is:
  - written to disk
  - copied to [another](https://copy.example/zone) machine
- Price: about $5 to $10 a month

1. Start small.
2. Measure with \`time\`, not by feeling.
3. Then **grow**.

> A queue hides trouble until it is full.
> *Watch its length.*

| Name | Latency | Price |
| :--- | ------: | :---: |
| **Fast** | 2 ms | $10 |
| \`Slow\` | 40 ms | free |
| *Other* | 7 ms | [ask](https://ask.example) |

\`\`\`ts
const queue = new Queue({ limit: 100 })
for (const item of items) {
  await queue.push(item) // **not** bold
}
\`\`\`

The waiting time grows as $W = \\frac{1}{\\mu - \\lambda}$, so that

$$
L = \\lambda W
$$

holds for \\(\\lambda < \\mu\\) alone.

### 中文

**注意：**队列会*隐藏*问题。请看[文档](https://queue.example/zh)，并使用 \`queue.length\`。

- [x] measured
- [ ] deployed

A note[^1] at the end, with a _quiet_ word, 2 * 3 = 6, snake_case_names and an address:
https://queue.example/status

## Running it

Run \`npm start\` first. If it **fails**, look at the *first* line of the log: it names the [setting](https://queue.example/settings) that is wrong,
as in \`limit: -1\`. Mostly one of these helps:

1. Set \`limit\` to a **positive** number.
   - Anything below \`1\` is *refused*.
   - ~~Zero~~ means *no limit* no more.
2. Restart the worker.

> **Mind** that a restart drops what only \`memory\` holds.

With $n$ workers the time is $\\frac{T}{n}$ at best. That is why two of them halve it, and ten do not: the
*rest* of the work, which \`one\` worker does alone, stays.

---

![A diagram](https://queue.example/diagram.png "How it works")

That is **all**. Ask for more if \`this\` was *too short*!

[^1]: Little's law, from **1961**.
`
