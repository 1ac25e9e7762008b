import type { MermaidConfig } from 'mermaid'

/** Returns the configuration for Mermaid. A diagram can't override the fields in `secure`. */
export function mermaidConfig(dark: boolean): MermaidConfig {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    // HTML labels are not rendered in an SVG that is shown as an image.
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    journey: { textPlacement: 'tspan' },
    deterministicIds: true,
    suppressErrorRendering: true,
    fontFamily: 'system-ui, sans-serif',
    theme: dark ? 'dark' : 'default',
    maxTextSize: 50_000,
    maxEdges: 500,
    // Mermaid's own list, and the fields that affect more than the look of a diagram.
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
