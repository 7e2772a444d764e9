/** A first frame: the tab's icon. */
export const LAB_ICON = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
  '<rect width="32" height="32" rx="8" fill="#14171c"/>',
  '<path d="M12 9.5v13l11-6.5z" fill="#f2b35e"/>',
  '</svg>',
].join('')
