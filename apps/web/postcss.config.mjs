/** Tailwind is the one step between the stylesheet and the browser. */
export default { plugins: { '@tailwindcss/postcss': {} } }
