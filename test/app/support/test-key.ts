/** A key that is long enough, for tests only. */
export const TEST_KEY = 'baophu_test_key_of_no_real_hub'
