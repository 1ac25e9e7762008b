import type { MermaidConfig } from 'mermaid'

/** How diagrams are drawn, whatever they ask for themselves. */
export function settings(dark: boolean): MermaidConfig {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    // Labels in HTML would make it a page within an image.
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    journey: { textPlacement: 'tspan' },
    deterministicIds: true,
    suppressErrorRendering: true,
    fontFamily: 'system-ui, sans-serif',
    theme: dark ? 'dark' : 'default',
    maxTextSize: 50_000,
    maxEdges: 500,
    // Mermaid's own list, and what would change how a drawing is made rather than how it looks.
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'suppressErrorRendering',
      'maxEdges',
      'htmlLabels',
      'deterministicIds',
      'dompurifyConfig',
      'fontFamily',
      'altFontFamily',
      'themeCSS',
    ],
  }
}
