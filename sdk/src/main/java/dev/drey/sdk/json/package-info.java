/** JSON objects into records of one's own. Read {@link dev.drey.sdk.json.JsonReader}. */
package dev.drey.sdk.json;
