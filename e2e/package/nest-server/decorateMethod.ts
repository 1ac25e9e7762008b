/**
 * Decorates a method and its parameters as `@Sse('…') name(@Query('…') …)` does under
 * `experimentalDecorators`. Nest knows only those, whereas TypeScript here, vitest, tsx and Playwright
 * do not agree on them.
 */
export function decorateMethod(
  { prototype }: { readonly prototype: object },
  name: string,
  method: MethodDecorator,
  ...parameters: readonly ParameterDecorator[]
): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name)
  if (!descriptor) throw new Error(`There is no method ${name} to decorate.`)
  parameters.forEach((decorate, index) => decorate(prototype, name, index))
  method(prototype, name, descriptor)
}
