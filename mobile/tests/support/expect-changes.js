const { error } = console;

// What changes the screen is a real system, which does so when it likes: React's advice is for those that answer on demand.
console.error = (text, ...values) => {
  if (!String(text).includes('not wrapped in act')) error(text, ...values);
};
