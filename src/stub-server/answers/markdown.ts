/** Contains every element of Markdown once, to check its rendering. */
export const markdown = `# A small tour of Markdown

A paragraph can carry **strong words**, *gentle ones*, ~~mistakes~~, \`code\` and a [link](https://example.com/tour "An example") without getting heavy.

## Lists

1. Boil the water.
2. Warm the pot while you wait:
   - a small one for two cups,
   - a large one for the street.
3. Let it stand for *four* minutes.

- [x] tea
- [ ] biscuits
- [ ] somebody to share them with

## A quotation

> A list is a promise to be brief.
>
> — nobody in particular

## And a rule

---

It costs $5 and $6, which is no formula. The end of the tour looks like its beginning: just text.
`
