// What scripts for the AMD loaders of older notebooks look for. esbuild puts it in place of anywidget's `define`.

let made;

/** Keep what a script defines, until it is fetched. @param {string[]} needs @param {Function} factory */
export const define = (needs, factory) => {
  made = { needs, factory };
};

/** What the last script has defined. @returns {{needs: string[], factory: Function}} */
export const defined = () => made;
